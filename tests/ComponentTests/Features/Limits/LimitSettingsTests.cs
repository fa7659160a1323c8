using System.Net;
using System.Security.Claims;
using App.Features.Accounts;
using App.Features.Limits;
using App.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Limits;

public sealed class LimitSettingsTests
{
    [Theory]
    [InlineData("Development", false)]
    [InlineData("Production", true)]
    [InlineData("Staging", true)]
    public void Enabled_WhenNothingIsSaid_IsByTheEnvironment(string environment, bool enabled) =>
        RateLimitSettings.From(ConfigurationOf(), Environment(environment)).Enabled.ShouldBe(enabled);

    [Fact]
    public void From_KeysOfTheSection_AreTaken()
    {
        var options = RateLimitSettings.From(
            ConfigurationOf(("RateLimits:Enabled", "false"), ("RateLimits:RegistrationsPerDay", "7"), ("RateLimits:WriteEvery", "00:00:01")), Environment("Production"));

        (options.Enabled, options.Registrations.Most, options.WriteEvery, options.Uploads.Most).ShouldBe((false, 7, TimeSpan.FromSeconds(1), 50));
    }

    [Theory]
    [InlineData("RegistrationsPerDay", "0", "RateLimits:RegistrationsPerDay is 0. Allowed is 1 to 100000.")]
    [InlineData("RequestsPerMinute", "9", "RateLimits:RequestsPerMinute is 9.")]
    [InlineData("LongestInviteCodeDelay", "00:02:00", "RateLimits:LongestInviteCodeDelay is 00:02:00.")]
    [InlineData("UploadsPerHour", "many", "RateLimits cannot be read.")]
    [InlineData("UploadPerHour", "5", "RateLimits cannot be read.")]
    public void From_WhatCannotBeWorkedWith_StopsTheStart(string key, string value, string message) =>
        Should.Throw<FormatException>(() => RateLimitSettings.From(ConfigurationOf(($"RateLimits:{key}", value)), Environment("Production"))).Message.ShouldStartWith(message);

    [Fact]
    public void KnownProxies_AddressesAndNetworks_AreKnown_AndNobodyByDefault()
    {
        KnownProxies.From(ConfigurationOf()).Networks.ShouldBeEmpty();
        KnownProxies.From(ConfigurationOf(("Security:KnownProxies", " 10.0.0.5, 192.168.7.0/24 ,fd00::/64"))).Networks
            .ShouldBe([IPNetwork.Parse("10.0.0.5/32"), IPNetwork.Parse("192.168.7.0/24"), IPNetwork.Parse("fd00::/64")]);
        var options = KnownProxies.From(ConfigurationOf(("Security:KnownProxies:0", "::1"))).ToOptions();
        options.KnownIPNetworks.ShouldHaveSingleItem().ShouldBe(IPNetwork.Parse("::1/128"));
        options.KnownProxies.ShouldBeEmpty();
        Should.Throw<FormatException>(() => KnownProxies.From(ConfigurationOf(("Security:KnownProxies", "proxy.example")))).Message.ShouldContain("Security:KnownProxies has “proxy.example”");
    }

    [Fact]
    public void IsUnlimited_OperatorsAndThoseWhoLookThroughAUsersEyes()
    {
        Principal().IsUnlimited.ShouldBeFalse();
        Principal(new Claim(ClaimTypes.Role, UserClaims.SuperuserRole)).IsUnlimited.ShouldBeTrue();
        Principal(new Claim(UserClaims.ImpersonatorId, Guid.Empty.ToString())).IsUnlimited.ShouldBeTrue();
        Principal(new Claim(ClaimTypes.Role, "another")).IsUnlimited.ShouldBeFalse();
    }

    private static ClaimsPrincipal Principal(params Claim[] claims) => new(new ClaimsIdentity(claims, "test"));

    private static HostingEnvironment Environment(string name) => new() { EnvironmentName = name };

    private static IConfiguration ConfigurationOf(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
