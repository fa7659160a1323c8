using App.Data.Accounts;
using App.Features.Accounts;
using App.Features.Accounts.Components;
using Bunit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Security;

/// <summary>The parts of the pages of one's account, and what is configured of it.</summary>
public sealed class AccountSecurityTests : BunitContext
{
    private static readonly string[] Codes = ["B2C3D-F4G5H", "J6K7M-N8P9Q"];

    [Fact]
    public void RecoveryCodeList_Codes_AreShownAndDownloaded()
    {
        var list = Render<RecoveryCodeList>(parameters => parameters.Add(part => part.Codes, Codes));

        list.FindAll(".codes code").Select(code => code.TextContent).ShouldBe(Codes);
        var file = Uri.UnescapeDataString(list.Find("a[download]").GetAttribute("href")!);
        Codes.ShouldAllBe(code => file.Contains(code));
        list.Find("[data-print]").TextContent.ShouldBe("Print");
    }

    [Fact]
    public void AuthenticatorKey_AsAPicture_IsADrawingWithoutAStyleSheet_AndInNoLog()
    {
        var key = new AuthenticatorKey("ABCD EFGH", "otpauth://totp/Ballast?secret=ABCDEFGH");

        key.ToSvg().ShouldStartWith("<svg");
        key.ToSvg().ShouldNotContain("<style");
        key.ToSvg().ShouldNotContain("<script");
        $"{key}".ShouldNotContain("ABCD");
    }

    [Theory]
    [InlineData("b2c3d-f4g5h", "B2C3D-F4G5H")]
    [InlineData(" B2C3D F4G5H ", "B2C3D-F4G5H")]
    [InlineData("B2C3DF4G5H", "B2C3D-F4G5H")]
    [InlineData("B2C", "B2C")]
    public void RecoveryCode_Typed_IsReadAsItWasGiven(string typed, string expected) => RecoveryCodes.Read(typed).ShouldBe(expected);

    [Theory]
    [InlineData("CfDJ8+/=")]
    [InlineData("a")]
    public void Token_InALink_ComesBack_AlsoBrokenOverLines(string token)
    {
        var encoded = AccountMails.Encode(token);

        Uri.EscapeDataString(encoded).ShouldBe(encoded);
        AccountMails.Decode(encoded).ShouldBe(token);
        AccountMails.Decode($" {encoded[..1]}\r\n {encoded[1..]} ").ShouldBe(token);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("ä")]
    public void Token_ThatIsNone_IsEmpty(string? text) => AccountMails.Decode(text).ShouldBe(string.Empty);

    [Fact]
    public void PasskeyId_OfAForm_ComesBack_AndNonsenseIsNone()
    {
        byte[] id = [0, 255, 62, 63];

        PasskeyId.Read(PasskeyId.Write(id)).ShouldBe(id);
        PasskeyId.Read("%%%").ShouldBeNull();
        PasskeyId.Read(string.Empty).ShouldBeNull();
        PasskeyId.Read(null).ShouldBeNull();
    }

    [Fact]
    public void Links_WorkForAnHour_AndPasskeysMakeSureWhoHoldsThem()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddIdentityCore<AppUser>().AddAccountSecurity();
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IOptions<DataProtectionTokenProviderOptions>>().Value.TokenLifespan.ShouldBe(TimeSpan.FromHours(1));
        var passkeys = provider.GetRequiredService<IOptions<IdentityPasskeyOptions>>().Value;
        (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement).ShouldBe(("required", "required"));
    }

    [Fact]
    public void Log_OfRequests_IsQuietWhateverIsSaid()
    {
        var services = new ServiceCollection().AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Trace).SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, App.Features.Mail.QuietAddresses>();
        using var provider = services.BuildServiceProvider();

        var rules = provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>().CurrentValue.Rules.Where(rule => rule.CategoryName == "Microsoft.AspNetCore.Hosting.Diagnostics").ToList();

        rules.ShouldNotBeEmpty();
        rules.ShouldAllBe(rule => rule.LogLevel == LogLevel.Warning);
    }
}
