//! The command line. Names follow Zola's where it has them.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args as ClapArgs, ColorChoice, Parser, Subcommand, ValueEnum};

use crate::base::{Date, Severity};

/// Compiles Markdown articles and typed, sourced comparison data into a static comparison-guide site.
#[derive(Debug, Parser)]
#[command(name = "versus", version, about, max_term_width = 100)]
pub struct CliArgs {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, ClapArgs)]
pub struct Global {
    /// The folder of the site
    #[arg(short, long, global = true, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,
    /// The configuration, relative to the root
    #[arg(short, long, global = true, default_value = "versus.yaml", value_name = "FILE")]
    pub config: String,
    /// Say more: infos as well
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Say only what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// When to use colours
    #[arg(long, global = true, default_value = "auto", value_name = "WHEN")]
    pub color: ColorChoice,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin a project: a small guide that builds at once
    Init(Init),
    /// Begin a guide, a subject or a dataset, from its archetype
    #[command(subcommand)]
    New(New),
    /// Build the site into the output folder
    Build(BuildArgs),
    /// Check everything without writing anything
    Check(CheckOnly),
    /// Serve the site on this machine, and keep open pages up with its files
    Serve(Serve),
    /// Remove what earlier builds wrote
    Clean(Clean),
    /// Print the JSON Schema of a kind of file, for editors, or of what templates see
    Schema {
        /// The kind
        kind: Schema,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write those of all commands into a folder
    Man {
        /// The folder; what an older version wrote there is replaced
        dir: Option<PathBuf>,
    },
}

impl Command {
    /// How the command's errors are printed.
    pub(crate) fn format(&self) -> MessageFormat {
        match self {
            Self::Build(args) => args.check.format,
            Self::Check(args) => args.check.format,
            _ => MessageFormat::Human,
        }
    }
}

/// `versus init`.
#[derive(Debug, ClapArgs)]
pub struct Init {
    /// The folder, relative to the root; it is made if it is not there
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// The day to take for today [default: `SOURCE_DATE_EPOCH`, else today in UTC]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Begin in a folder with files too: what is missing is added, what is there stays
    #[arg(long)]
    pub force: bool,
}

/// `versus new`.
#[derive(Debug, Subcommand)]
pub enum New {
    /// A page that compares, as a draft: content/SECTION/ID.md
    Guide {
        /// What it is, and from when.
        #[command(flatten)]
        named: NewName,
        /// What it compares [default: the only dataset]
        #[arg(short, long, value_name = "ID")]
        dataset: Option<String>,
        /// The folder below `content` to put it in
        #[arg(short, long, default_value = "", hide_default_value = true, value_name = "DIR")]
        section: String,
    },
    /// One of the things compared: content/data/DATASET/subjects/ID.yaml
    Subject {
        /// What it is, and from when.
        #[command(flatten)]
        named: NewName,
        /// Where it belongs [default: the only dataset]
        #[arg(short, long, value_name = "ID")]
        dataset: Option<String>,
    },
    /// What is compared, and by what: content/data/ID/dataset.yaml
    Dataset {
        /// What it is, and from when.
        #[command(flatten)]
        named: NewName,
    },
}

/// What all new parts have.
#[derive(Debug, ClapArgs)]
pub struct NewName {
    /// The name for readers
    pub name: String,
    /// The id, which is the name of the file or folder [default: made from the name]
    #[arg(long)]
    pub id: Option<String>,
    /// The day to take for today [default: `SOURCE_DATE_EPOCH`, else today in `time_zone`]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

/// `versus build`.
#[derive(Debug, ClapArgs)]
pub struct BuildArgs {
    /// What is checked, and how it is told.
    #[command(flatten)]
    pub check: Check,
    /// What is kept for the next build.
    #[command(flatten)]
    pub cache: CacheArgs,
    /// The output folder, relative to the root
    #[arg(short, long, default_value = "site", value_name = "DIR")]
    pub output_dir: PathBuf,
}

/// `versus check`.
#[derive(Debug, ClapArgs)]
pub struct CheckOnly {
    /// What is checked, and how it is told.
    #[command(flatten)]
    pub check: Check,
    /// What is kept for the next build.
    #[command(flatten)]
    pub cache: CacheArgs,
    /// Ask links and sources elsewhere too, over the network. Only what is gone counts as wrong: 404, 410, a host
    /// that is not known. An address that answered is believed for seven days
    #[arg(long)]
    pub external: bool,
    /// How long to wait for an answer from elsewhere, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
}

/// Where `build` and `check` keep what the next of them need not do again.
#[derive(Debug, ClapArgs)]
pub struct CacheArgs {
    /// The folder of the cache, outside of the sources and the output [default: `versus` in the system's folder for caches]
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub cache_dir: Option<PathBuf>,
    /// Do without a cache: read and write none
    #[arg(long)]
    pub no_cache: bool,
}

/// What `build` and `check` check, and how it is told.
#[derive(Debug, ClapArgs)]
pub struct Check {
    /// Where the site will stand, in place of `base_url` in the configuration
    #[arg(short = 'u', long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Include drafts and pages dated in the future
    #[arg(long)]
    pub drafts: bool,
    /// The day to take for today [default: `SOURCE_DATE_EPOCH`, else today in `time_zone`]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Fail on these as well as on errors
    #[arg(long, value_name = "SEVERITY")]
    pub deny: Option<Deny>,
    /// How diagnostics are printed
    #[arg(long, default_value = "human")]
    pub format: MessageFormat,
}

/// `versus serve`.
#[derive(Debug, ClapArgs)]
pub struct Serve {
    /// The port; 0 is any that is free [default: 1111, else the next that is free]
    #[arg(short, long)]
    pub port: Option<u16>,
    /// The address to serve at
    #[arg(short, long, default_value = "127.0.0.1", value_name = "IP")]
    pub interface: IpAddr,
    /// Open the site in the browser
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Look at the files by the clock, where the system tells of no changes, as on some network drives
    #[arg(long)]
    pub poll: bool,
    /// Include drafts and pages dated in the future
    #[arg(long)]
    pub drafts: bool,
    /// The day to take for today [default: `SOURCE_DATE_EPOCH`, else today in `time_zone`]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// A host name to answer to, beside localhost and the address
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// Where links in messages lead: vscode, vscodium, cursor, zed, idea, sublime, file, or an address with
    /// {path}, {line} and {column} [default: `VERSUS_EDITOR`, else file]
    #[arg(long, value_name = "NAME")]
    pub editor: Option<String>,
    /// Compare every rebuild with a fresh build
    #[arg(long, hide = true)]
    pub verify: bool,
}

/// `versus clean`.
#[derive(Debug, ClapArgs)]
pub struct Clean {
    /// The output folder, relative to the root
    #[arg(short, long, default_value = "site", value_name = "DIR")]
    pub output_dir: PathBuf,
}

/// What to fail on beside errors.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Deny {
    /// Warnings
    Warnings,
    /// Warnings and infos
    Infos,
}

impl Deny {
    /// The least severity that fails.
    pub fn from(deny: Option<Self>) -> Severity {
        match deny {
            None => Severity::Error,
            Some(Self::Warnings) => Severity::Warning,
            Some(Self::Infos) => Severity::Info,
        }
    }
}

/// What has a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Schema {
    /// `versus.yaml`
    Config,
    /// The front matter of a page
    FrontMatter,
    /// `content/data/NAME.yaml` and `content/data/NAME/dataset.yaml`
    Dataset,
    /// `content/data/NAME/subjects/ID.yaml`
    Subject,
    /// A dataset as it is published as JSON
    Export,
    /// What the template of a page sees, beside `site`, `t` and `assets`
    Page,
    /// What all templates see as `site`
    Site,
    /// What the components of blocks see, by block
    Blocks,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// For people, with the source line
    Human,
    /// One JSON object a line: code, severity, message, file, line, column, help
    Json,
}
