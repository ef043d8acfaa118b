//! Looks hosts up, and keeps out of private networks.
//!
//! A page that somebody proposes must not make a build server ask the machines around it. The check is where a name
//! becomes an address, so that neither a redirect nor a name that leads inside gets around it.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Looks hosts up.
#[derive(Debug)]
pub(super) struct PublicResolver {
    /// Whether private networks may be asked.
    pub private: bool,
    /// The lookup itself.
    pub lookup: DefaultResolver,
}

/// The host stands in a private network, which is not asked.
#[derive(Debug)]
pub(super) struct Private;

impl fmt::Display for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a private network")
    }
}

impl std::error::Error for Private {}

impl Resolver for PublicResolver {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.lookup.resolve(uri, config, timeout).map_err(|error| match error {
            // The system tells the two apart in words only: a host that is not known, and a server that does not say.
            Error::Io(error) if !error.to_string().to_lowercase().contains("temporary") => Error::HostNotFound,
            error => error,
        })?;
        let is_proxy = config.proxy().is_some_and(|proxy| Some(proxy.host()) == uri.host());
        if !self.private && !is_proxy && found.iter().any(|address| is_private(address.ip())) {
            return Err(Error::Other(Box::new(Private)));
        }
        Ok(found)
    }
}

/// Whether an address is of this machine, of a private network, or of no one machine.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => embedded(address).map_or_else(|| is_private_v6(address), is_private_v4),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
        || (a, b, c) == (192, 0, 0)
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    address.is_loopback()
        || address.is_unspecified()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.is_multicast()
        // The predecessor of unique local addresses, fec0::/10.
        || parts[0] & 0xffc0 == 0xfec0
        // A network's own translator, 64:ff9b:1::/48.
        || parts[..3] == [0x64, 0xff9b, 1]
        // Teredo, 2001::/32: a tunnel to a machine behind a router.
        || parts[..2] == [0x2001, 0]
}

/// The address of version 4 that one of version 6 stands for: mapped (`::ffff:0:0/96`), compatible (`::/96`), behind a
/// translator (`64:ff9b::/96`), or at the end of a tunnel (6to4, `2002::/16`).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let bytes = address.octets();
    let at = |i: usize| Some(Ipv4Addr::new(bytes[i], bytes[i + 1], bytes[i + 2], bytes[i + 3]));
    match address.segments() {
        [0x2002, ..] => at(2),
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => at(12),
        [0, 0, 0, 0, 0, 0, high, low] if (high, low) > (0, 1) => at(12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_could_not_ask_is_not_asked_for_them() {
        let private = "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 \
                       255.255.255.255 ::1 :: fd00::1 fe80::1 ff02::1 ::ffff:10.0.0.1 64:ff9b::a00:1 \
                       2002:7f00:1:: 2002:a00:1::1 ::127.0.0.1 ::10.1.2.3 fec0::1 feff::1 64:ff9b:1::1 2001::1 \
                       2001:0:7f00:1::";
        for address in private.split_whitespace() {
            assert!(is_private(address.parse().expect("an address")), "{address}");
        }
        for address in "1.1.1.1 172.32.0.1 100.128.0.1 192.0.2.1 2606:4700::1111 64:ff9b::101:101 \
                        2002:101:101:: 2001:4860:4860::8888"
            .split_whitespace()
        {
            assert!(!is_private(address.parse().expect("an address")), "{address}");
        }
    }
}
