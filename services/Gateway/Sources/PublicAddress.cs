using System.Net;
using System.Net.Sockets;

namespace DaprProcessing.Gateway.Sources;

/// <summary>Which addresses are hosts on the public internet (IANA special-purpose registries).</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork GlobalUnicastV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] SpecialV6 =
    [
        IPNetwork.Parse("2001::/23"), // protocol assignments, Teredo and ORCHID among them: IPv4 inside, or no host at all
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("2002::/16"), // 6to4: any IPv4 address inside
        IPNetwork.Parse("3fff::/20"),
    ];

    private static readonly IPNetwork[] SpecialV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"), // carrier-grade NAT, and a cloud's metadata service
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("168.63.129.16/32"), // a cloud's own services, seen from its machines
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/3"), // multicast, reserved, broadcast
    ];

    /// <summary>
    /// True for global unicast only. An IPv6 address with an IPv4 address inside (mapped, NAT64, 6to4, Teredo) is none.
    /// </summary>
    public static bool Is(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !SpecialV4.Any(network => network.Contains(address)),
        // Mapped, NAT64, unique local, link local, loopback, multicast: all outside 2000::/3.
        AddressFamily.InterNetworkV6 =>
            !address.IsIPv4MappedToIPv6 && GlobalUnicastV6.Contains(address)
            && !SpecialV6.Any(network => network.Contains(address)),
        _ => false,
    };
}
