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
        var output = await RunAsync(string.Join($"\necho\necho '{Next}'\n", examples.Skip(1)), client);

        // The second signs in, and says nothing.
        var blocks = output.Split(Next).Skip(1).Select(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        blocks.Count.ShouldBe(examples.Count - 2, output);
        var answers = blocks.SelectMany(block => block).Where(line => line[0] is '{' or '[').Select(line => JsonNode.Parse(line)!).ToList();
        answers[0].AsArray().Select(each => (string)each!["name"]!).ShouldBe(["Long term", "Trading", "Children 2040"]);
        answers[1]["portfolios"]!.AsArray().Select(each => (string)each!["name"]!).ShouldBe(["Children 2040"]);
        var objects = answers.OfType<JsonObject>().ToList();
        var batch = objects.First(answer => (string?)answer["client_reference"] == "names");
        ((string)batch["status"]!, (string)batch["results"]![0]!["data"]!["name"]!, (string)batch["results"]![1]!["error"]!["code"]!).ShouldBe(("partial", "Trading 2026", "VALIDATION_ERROR"));
        var profile = objects.First(answer => (string?)answer["operation_type"] == "user_update");
        ((string)profile["results"]![0]!["data"]!["locale"]!, (string)profile["results"]![0]!["data"]!["preferences"]!["theme"]!).ShouldBe(("de-CH", "dark"));
        objects.First(answer => answer["batches"] is JsonArray)["batches"]!.AsArray().Select(each => (string?)each!["client_reference"]).ShouldContain("names");
        objects.Count(answer => answer["retry_of"] is not null).ShouldBe(1, output);
        objects.Count(answer => (string?)answer["name"] == "To taxable").ShouldBe(1, output);
        objects.Count(answer => answer["mean_size"] is not null).ShouldBe(1, output);
        objects.Count(answer => ((string?)answer["secret"])?.StartsWith("whsec_", StringComparison.Ordinal) == true).ShouldBe(1, output);
        output.ShouldContain("\"from Ballast\"");
        output.ShouldContain("index,method,resource_id,status");
        objects.Count(answer => (int?)answer["version"] == 2 && (decimal?)answer["target_total"] == 0.95m).ShouldBe(1, output);
        objects.Count(answer => answer["models"] is JsonArray { Count: 1 }).ShouldBe(1, output);
        objects.Count(answer => answer["orders"] is JsonArray { Count: 0 }).ShouldBe(1, output);
        objects.Count(answer => (int?)answer["inserted"] == 2 && (int?)answer["positions_version"] == 2 && (string?)answer["next_step"] == "calculate").ShouldBe(1, output);
        objects.Count(answer => (string?)answer["outcome"] == "partial" && (int?)answer["updated"] == 1 && (string?)answer["failures"]?[0]?["code"] == "ERR_BULK_009").ShouldBe(1, output);
    }

    private const string Next = "--- next ---";

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
