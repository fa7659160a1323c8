using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>The examples of the guide for programs, run as they stand there, one after the other in one shell.</summary>
public sealed partial class GuideExamplesTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task Examples_AsTheyStandInTheGuide_DoWhatItSays()
    {
        using var client = await RegisteredAsync();
        var guide = await File.ReadAllTextAsync(Path.Combine(Paths.Guides, "programs.md"), Cancelled);
        var examples = Shell().Matches(guide).Select(match => match.Groups["code"].Value).ToList();

        // The first says where the server is and who asks, which here is another.
        examples[0].ShouldStartWith("export BALLAST=");
        var output = await RunAsync(string.Join("\necho\n", examples.Skip(1)), client);

        var answers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => JsonNode.Parse(line)!).ToList();
        answers.Count.ShouldBe(examples.Count - 2, output);
        answers[0].AsArray().Select(each => (string)each!["name"]!).ShouldBe(["Long term", "Trading", "Children 2040"]);
        answers[1]["portfolios"]!.AsArray().Select(each => (string)each!["name"]!).ShouldBe(["Children 2040"]);
        ((int)answers[2]["inserted"]!, (int)answers[2]["positions_version"]!, (string)answers[2]["next_step"]!).ShouldBe((2, 2, "calculate"));
        ((string)answers[3]["outcome"]!, (int)answers[3]["updated"]!, (string)answers[3]["failures"]![0]!["code"]!).ShouldBe(("partial", 1, "ERR_BULK_009"));
        ((string)answers[4]["status"]!, (string)answers[4]["results"]![0]!["data"]!["name"]!, (string)answers[4]["results"]![1]!["error"]!["code"]!).ShouldBe(("partial", "Trading 2026", "VALIDATION_ERROR"));
        answers[5]["batches"]!.AsArray().Select(each => (string)each!["client_reference"]!).ShouldBe(["names"]);
    }

    private async Task<string> RunAsync(string script, ApiClient client)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["BALLAST"], start.Environment["EMAIL"], start.Environment["PASSWORD"]) = (Address.ToString().TrimEnd('/'), client.Email, ApiClient.Password);
        using var shell = Process.Start(start)!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(Cancelled), shell.StandardError.ReadToEndAsync(Cancelled));
        await shell.WaitForExitAsync(Cancelled);
        shell.ExitCode.ShouldBe(0, $"{await output}\n{await errors}");
        return await output;
    }

    [GeneratedRegex(@"^```sh\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Shell();
}
