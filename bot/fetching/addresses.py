"""Which IP addresses are public: no connection is ever made to another one."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address

_PUBLIC_V6 = IPv6Network("2000::/3")
"""The only part of IPv6 from which public addresses are assigned."""

_NOT_PUBLIC: tuple[tuple[IPv4Network | IPv6Network, str], ...] = tuple(
    (ip_network(network), what)
    for network, what in (
        # The IANA registries of special-purpose addresses, narrower networks before those that contain them.
        ("169.254.169.254/32", "the metadata of a cloud machine"),
        ("168.63.129.16/32", "the metadata of a cloud machine"),  # Azure's: formally public, but internal
        ("100.100.100.200/32", "the metadata of a cloud machine"),  # Alibaba's
        ("192.0.0.192/32", "the metadata of a cloud machine"),  # Oracle's
        ("0.0.0.0/8", "no address of a machine"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "the machine that I run on"),
        ("169.254.0.0/16", "a link-local network"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a reserved network"),
        ("192.0.2.0/24", "a network for documentation"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "a network for measurements"),
        ("198.51.100.0/24", "a network for documentation"),
        ("203.0.113.0/24", "a network for documentation"),
        ("224.0.0.0/4", "a multicast group"),
        ("240.0.0.0/4", "a reserved network"),
        ("::1/128", "the machine that I run on"),
        ("::/128", "no address of a machine"),
        # Addresses that contain another address: the outer one does not show where it leads.
        ("::ffff:0:0/96", "an IPv4 address in IPv6 clothes"),
        ("::/96", "an IPv4 address in IPv6 clothes"),
        ("64:ff9b::/96", "a translator to IPv4 (NAT64)"),
        ("64:ff9b:1::/48", "a translator to IPv4 (NAT64)"),
        ("2001::/32", "a tunnel to IPv4 (Teredo)"),
        ("2002::/16", "a tunnel to IPv4 (6to4)"),
        ("2001::/23", "a reserved network"),
        ("2001:db8::/32", "a network for documentation"),
        ("3fff::/20", "a network for documentation"),
        ("fd00:ec2::254/128", "the metadata of a cloud machine"),
        ("fd20:ce::254/128", "the metadata of a cloud machine"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "a link-local network"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "a multicast group"),
    )
)


def why_not_public(address: Address) -> str | None:
    """Return what an address is if no connection may be made to it ("a private network"), and None if it is public."""
    # With its zone ("fe80::1%eth0"), an address would be in no network.
    bare = IPv6Address(int(address)) if isinstance(address, IPv6Address) else address
    for network, what in _NOT_PUBLIC:
        if bare.version == network.version and bare in network:
            return what
    if isinstance(bare, IPv6Address) and bare not in _PUBLIC_V6:
        return "a reserved network"
    return None
