//! The environment: the few variables that Versus heeds.

use std::path::PathBuf;

/// The reader's home folder, if there is one.
pub fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute())
}

/// The folder that the system has for what can be made again: `XDG_CACHE_HOME`, else by the system's custom.
pub fn cache_home() -> Option<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute("XDG_CACHE_HOME").or_else(|| match () {
        () if cfg!(windows) => absolute("LOCALAPPDATA"),
        () if cfg!(target_os = "macos") => Some(home()?.join("Library/Caches")),
        () => Some(home()?.join(".cache")),
    })
}

/// The program's own file.
pub(crate) fn program() -> std::io::Result<PathBuf> {
    std::env::current_exe()
}

/// `SOURCE_DATE_EPOCH` as it stands: seconds from 1970, for builds that must not depend on the day.
/// Set to nothing it counts as not set.
pub fn source_date_epoch() -> Option<String> {
    std::env::var_os("SOURCE_DATE_EPOCH").map(|value| value.to_string_lossy().into_owned()).filter(|v| !v.is_empty())
}

#[cfg(feature = "serve")]
/// `VERSUS_EDITOR`: where links to files lead in the preview. Set to nothing it counts as not set.
pub fn editor() -> Option<String> {
    std::env::var_os("VERSUS_EDITOR").map(|value| value.to_string_lossy().into_owned()).filter(|v| !v.is_empty())
}
