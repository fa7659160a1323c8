using App.Features.Mail;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace ComponentTests.Hosting;

public sealed class MailOptionsTests
{
    private static readonly Dictionary<string, string?> Smtp = new()
    {
        ["Mail:Delivery"] = "Smtp",
        ["Mail:Host"] = "mail.example.org",
        ["Mail:From"] = "Ballast <ballast@example.org>",
        ["Mail:BaseAddress"] = "https://ballast.example.org",
    };

    [Fact]
    public void Read_NothingSaid_IsTheLog() => Read([]).Delivery.ShouldBe(MailDelivery.Log);

    [Fact]
    public void Read_Smtp_IsEncryptedUnlessSaid()
    {
        var options = Read(Smtp);

        (options.Delivery, options.Security, options.Port).ShouldBe((MailDelivery.Smtp, MailSecurity.StartTls, 587));
    }

    [Theory]
    [InlineData("Mail:Host", null, "Mail:Host")]
    [InlineData("Mail:From", "nobody", "Mail:From")]
    [InlineData("Mail:BaseAddress", null, "Mail:BaseAddress")]
    [InlineData("Mail:BaseAddress", "ftp://ballast.example.org", "Mail:BaseAddress")]
    [InlineData("Mail:Port", "0", "Mail:Port")]
    [InlineData("Mail:Port", "smtp", "Mail")]
    [InlineData("Mail:Delivery", "Pigeon", "Mail")]
    [InlineData("Mail:User", "ballast", "Mail:User and Mail:Password")]
    [InlineData("Mail:Timeout", "00:10:00", "Mail:Timeout")]
    [InlineData("Mail:Hots", "mail.example.org", "Hots")]
    public void Read_AValueThatDoesNotGo_IsSaidWithItsKey(string key, string? value, string expected) =>
        Should.Throw<FormatException>(() => Read(new(Smtp) { [key] = value })).Message.ShouldContain(expected);

    [Theory]
    [InlineData("mail.example.org", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost", true)]
    public void Read_PasswordInTheClear_IsForThisMachineAlone(string host, bool allowed)
    {
        var settings = new Dictionary<string, string?>(Smtp) { ["Mail:Host"] = host, ["Mail:Security"] = "None", ["Mail:User"] = "ballast", ["Mail:Password"] = "Harbour42lantern" };

        if (allowed)
        {
            Read(settings).Security.ShouldBe(MailSecurity.None);
        }
        else
        {
            var fault = Should.Throw<FormatException>(() => Read(settings)).Message;
            fault.ShouldContain("Mail:Security");
            fault.ShouldNotContain("Harbour42lantern");
        }
    }

    private static MailOptions Read(Dictionary<string, string?> settings) => MailOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
