using System.Net;
using App.Core.Batches;
using Shouldly;
using Xunit;

namespace UnitTests.Batches;

/// <summary>Addresses of both families, at the edges of what is refused.</summary>
public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("0.0.0.0", "an unspecified address")]
    [InlineData("0.255.255.255", "an unspecified address")]
    [InlineData("10.0.0.0", "a private address")]
    [InlineData("10.255.255.255", "a private address")]
    [InlineData("100.64.0.0", "a shared address of a provider")]
    [InlineData("100.100.100.200", "a shared address of a provider")]
    [InlineData("100.127.255.255", "a shared address of a provider")]
    [InlineData("127.0.0.1", "a loopback address")]
    [InlineData("127.255.255.255", "a loopback address")]
    [InlineData("168.63.129.16", "an address of a cloud's own service")]
    [InlineData("169.254.0.1", "a link-local address")]
    [InlineData("169.254.169.254", "a link-local address")]
    [InlineData("172.16.0.0", "a private address")]
    [InlineData("172.31.255.255", "a private address")]
    [InlineData("192.0.0.192", "a reserved address")]
    [InlineData("192.0.2.7", "an address for documentation")]
    [InlineData("192.88.99.1", "a reserved address")]
    [InlineData("192.168.0.1", "a private address")]
    [InlineData("192.168.255.255", "a private address")]
    [InlineData("198.18.0.1", "an address for benchmarks")]
    [InlineData("198.19.255.255", "an address for benchmarks")]
    [InlineData("198.51.100.9", "an address for documentation")]
    [InlineData("203.0.113.9", "an address for documentation")]
    [InlineData("224.0.0.1", "a multicast address")]
    [InlineData("239.255.255.250", "a multicast address")]
    [InlineData("240.0.0.1", "a reserved address")]
    [InlineData("255.255.255.255", "the broadcast address")]
    [InlineData("::", "an unspecified address")]
    [InlineData("::1", "a loopback address")]
    [InlineData("::7f00:1", "a reserved address")]
    [InlineData("::ffff:127.0.0.1", "a loopback address")]
    [InlineData("::ffff:10.1.2.3", "a private address")]
    [InlineData("::ffff:169.254.169.254", "a link-local address")]
    [InlineData("::ffff:0:10.1.2.3", "a reserved address")]
    [InlineData("64:ff9b::127.0.0.1", "a loopback address")]
    [InlineData("64:ff9b::169.254.169.254", "a link-local address")]
    [InlineData("64:ff9b:1::8.8.8.8", "a private address")]
    [InlineData("100::1", "a reserved address")]
    [InlineData("2001::1", "a reserved address")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", "a reserved address")]
    [InlineData("2001:2::1", "an address for benchmarks")]
    [InlineData("2001:1ff:ffff::1", "a reserved address")]
    [InlineData("2001:db8::1", "an address for documentation")]
    [InlineData("3fff:fff::1", "an address for documentation")]
    [InlineData("2002:7f00:1::1", "a loopback address")]
    [InlineData("2002:a9fe:a9fe::1", "a link-local address")]
    [InlineData("2002:c0a8:101::1", "a private address")]
    [InlineData("2a00:1450::5efe:10.0.0.1", "a reserved address")]
    [InlineData("2a00:1450::200:5efe:10.0.0.1", "a reserved address")]
    [InlineData("4000::1", "a reserved address")]
    [InlineData("5f00::1", "a reserved address")]
    [InlineData("fc00::1", "a private address")]
    [InlineData("fd00:ec2::254", "a private address")]
    [InlineData("fe80::1", "a link-local address")]
    [InlineData("fe80::1%2", "a link-local address")]
    [InlineData("febf:ffff::1", "a link-local address")]
    [InlineData("fec0::1", "a private address")]
    [InlineData("ff02::1", "a multicast address")]
    public void KindOf_AnAddressThatLeadsElsewhere_SaysWhatItIs(string address, string kind) => PublicAddress.KindOf(IPAddress.Parse(address)).ShouldBe(kind);

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.1")]
    [InlineData("168.63.129.17")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.1")]
    [InlineData("192.167.255.255")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    [InlineData("2001:200::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450:4001::1")]
    public void KindOf_APublicAddress_IsNull(string address) => PublicAddress.KindOf(IPAddress.Parse(address)).ShouldBeNull();

    [Fact]
    public void FaultOf_InANetworkThatIsAllowed_IsNull_InWhateverForm()
    {
        var policy = new WebhookPolicy([IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00:7::/64")], false);

        policy.FaultOf(IPAddress.Parse("10.1.255.1")).ShouldBeNull();
        policy.FaultOf(IPAddress.Parse("::ffff:10.1.255.1")).ShouldBeNull();
        policy.FaultOf(IPAddress.Parse("fd00:7::1")).ShouldBeNull();
        policy.FaultOf(IPAddress.Parse("10.2.0.1")).ShouldBe("a private address");
        policy.FaultOf(IPAddress.Parse("fd00:8::1")).ShouldBe("a private address");
        policy.FaultOf(IPAddress.Parse("64:ff9b::10.1.255.1")).ShouldBe("a private address");
        policy.FaultOf(IPAddress.Parse("8.8.8.8")).ShouldBeNull();
    }
}
