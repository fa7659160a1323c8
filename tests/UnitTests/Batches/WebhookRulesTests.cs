using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Core.Batches;
using Shouldly;
using Xunit;

namespace UnitTests.Batches;

/// <summary>What an address of a webhook may be, and how what is sent there is signed.</summary>
public sealed class WebhookRulesTests
{
    [Theory]
    [InlineData("\"https://hooks.example.org/ballast?key=1\"", "https://hooks.example.org/ballast?key=1")]
    [InlineData("\"  https://hooks.example.org:8443/  \"", "https://hooks.example.org:8443/")]
    [InlineData("\"https://[2606:4700::1111]/\"", "https://[2606:4700::1111]/")]
    [InlineData("\"https://localhost/\"", "https://localhost/")]
    [InlineData("null", null)]
    public void Read_AGoodAddressOrNone_IsInTheForm(string sent, string? url) => Read(sent, WebhookPolicy.Strict).Value.WebhookUrl.ShouldBe(url);

    [Theory]
    [InlineData("7", "webhook_url is a number. Send an address such as https://example.org/hook, or leave it out.")]
    [InlineData("\"\\ud800\"", "webhook_url is no whole text. Send an address such as https://example.org/hook, or leave it out.")]
    [InlineData("\"\"", "webhook_url is no address such as https://example.org/hook of up to 500 characters.")]
    [InlineData("\"/hook\"", "webhook_url is no address such as https://example.org/hook of up to 500 characters.")]
    [InlineData("\"https://\\u200d/\"", "webhook_url is no address such as https://example.org/hook of up to 500 characters.")]
    [InlineData("\"https://\\u00e9\\u00ad\\u200d.org/\"", "webhook_url is no address such as https://example.org/hook of up to 500 characters.")]
    [InlineData("\"https://\\u2460\\u2461\\u2466.0.0.1/\"", "webhook_url is an address of ①②⑦.0.0.1, which is a loopback address. Webhooks go to public addresses.")]
    [InlineData("\"ftp://example.org/\"", "webhook_url is no address such as https://example.org/hook of up to 500 characters.")]
    [InlineData("\"https://exa\\nmple.org/\"", "webhook_url is no address such as https://example.org/hook of up to 500 characters.")]
    [InlineData("\"http://example.org/\"", "webhook_url is an address of http. Send one of https: what is sent could be read on the way.")]
    [InlineData("\"https://me:secret@example.org/\"", "webhook_url is an address with a user name or password. Leave them out: whether it is us is told by the signature.")]
    [InlineData("\"https://127.0.0.1/\"", "webhook_url is an address of 127.0.0.1, which is a loopback address. Webhooks go to public addresses.")]
    [InlineData("\"https://2130706433/\"", "webhook_url is an address of 127.0.0.1, which is a loopback address. Webhooks go to public addresses.")]
    [InlineData("\"https://0x7f.1/\"", "webhook_url is an address of 127.0.0.1, which is a loopback address. Webhooks go to public addresses.")]
    [InlineData("\"https://169.254.169.254/latest/\"", "webhook_url is an address of 169.254.169.254, which is a link-local address. Webhooks go to public addresses.")]
    [InlineData("\"https://[::ffff:10.0.0.1]/\"", "webhook_url is an address of [::ffff:10.0.0.1], which is a private address. Webhooks go to public addresses.")]
    [InlineData("\"https://[fe80::1]/\"", "webhook_url is an address of [fe80::1], which is a link-local address. Webhooks go to public addresses.")]
    public void Read_AnAddressThatIsNone_SaysWhy(string sent, string message)
    {
        var result = Read(sent, WebhookPolicy.Strict);

        result.IsSuccess.ShouldBeFalse();
        result.Errors.Select(error => (error.Code, error.Field, error.Message)).ShouldBe([("INVALID_OPERATION_STRUCTURE", "webhook_url", message)]);
    }

    [Fact]
    public void Read_OfFiveHundredCharacters_IsTheLongest()
    {
        const string Start = "https://example.org/";
        Read($"\"{Start}{new string('a', 500 - Start.Length)}\"", WebhookPolicy.Strict).IsSuccess.ShouldBeTrue();
        Read($"\"{Start}{new string('a', 501 - Start.Length)}\"", WebhookPolicy.Strict).IsSuccess.ShouldBeFalse();
    }

    [Fact]
    public void Read_WhereHttpAndANetworkAreAllowed_TakesThem()
    {
        var policy = new WebhookPolicy([IPNetwork.Parse("127.0.0.0/8")], true);

        Read("\"http://127.0.0.1:9000/\"", policy).Value.WebhookUrl.ShouldBe("http://127.0.0.1:9000/");
        Read("\"http://192.168.1.1/\"", policy).IsSuccess.ShouldBeFalse();
    }

    // From: printf '%s.%s' 1798754400 '{"status":"completed"}' | openssl dgst -sha256 -hmac "$SECRET"
    [Fact]
    public void Of_AKnownVector_IsWhatOpensslSays() =>
        WebhookSignature.Of("whsec_000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 1_798_754_400, Encoding.UTF8.GetBytes("""{"status":"completed"}"""))
            .ShouldBe("sha256=8ba9a6adf20d756cbc6bea9e859ad7be08eb274681101b9464729c4ce6e9520e");

    [Fact]
    public void SecretOf_Bytes_IsThePrefixAndTheirDigits() =>
        WebhookSignature.SecretOf([.. Enumerable.Range(0, 32).Select(i => (byte)i)]).ShouldBe("whsec_000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 30)]
    [InlineData(3, 120)]
    [InlineData(4, 600)]
    [InlineData(5, 1_800)]
    [InlineData(6, 3_600)]
    [InlineData(7, 7_200)]
    [InlineData(8, 14_400)]
    [InlineData(50, 14_400)]
    public void PauseAfter_Tries_GrowsToFourHours_AndAFifthToEitherSide(int tries, int seconds)
    {
        SendNextWebhook.PauseAfter(tries, 0.5).TotalSeconds.ShouldBe(seconds, 0.001);
        SendNextWebhook.PauseAfter(tries, 0).TotalSeconds.ShouldBe(seconds * 0.8, 0.001);
        SendNextWebhook.PauseAfter(tries, 0.999_999).TotalSeconds.ShouldBe(seconds * 1.2, 0.1);
    }

    private static App.Core.Results.Result<BatchForm> Read(string url, WebhookPolicy policy)
    {
        var body = new JsonObject { ["operation_type"] = "custom", ["operations"] = new JsonArray(new JsonObject { ["resource_id"] = "one" }) }.ToJsonString();
        using var document = JsonDocument.Parse($"{body[..^1]},\"webhook_url\":{url}}}");
        return BatchRules.Read(document.RootElement, ["custom"], policy);
    }
}
