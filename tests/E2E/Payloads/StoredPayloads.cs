using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Payloads;

/// <summary>Stores the payloads through the API, each in every field that takes text and as far as it is taken, and remembers under which tag.</summary>
internal sealed class StoredPayloads(Uri address)
{
    private readonly Dictionary<string, List<string>> _texts = [];

    /// <summary>What is stored, by the tag of its field.</summary>
    public IReadOnlyDictionary<string, List<string>> Texts => _texts;

    /// <summary>How many requests were refused, each with a code.</summary>
    public int Refused { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Portfolios, targets, views, notes and settings of a user, who is an operator; a portfolio, a run of it, and a batch.</summary>
    public async Task<(string Portfolio, string Run, string Batch)> StoreAsync(ApiClient user)
    {
        string? first = null;
        foreach (var (payload, i) in ScriptPayloads.All.Select((payload, i) => (payload, i)))
        {
            var (name, account, description) = (Tagged("pn", i), Tagged("an", i), Tagged("ds", i));
            var answer = await user.PostAsync("onboarding/create-portfolio", Portfolio(name, account, description, payload + ".csv"), Token);
            if (!Stored(answer, ("pn", name), ("an", account), ("ds", description)))
            {
                continue;
            }

            first ??= (string)answer.Body["portfolio_id"]!;
        }

        var run = (string)(await user.CalculatedAsync(first!, Token))["run_id"]!;
        var targets = ScriptPayloads.All.Select((_, i) => new JsonObject { ["symbol"] = $"T{i}", ["end_of_year"] = 10, ["note"] = Tagged("tn", i) }).ToArray<JsonNode>();
        Stored(await user.PutAsync("target-prices", new JsonObject { ["targets"] = new JsonArray(targets) }, Token), [.. ScriptPayloads.All.Select((_, i) => ("tn", Tagged("tn", i)))]);
        foreach (var i in Enumerable.Range(0, ScriptPayloads.All.Count))
        {
            Stored(await user.PutAsync("position-views", new JsonObject { ["name"] = Tagged("vn", i), ["text"] = Tagged("vt", i) }, Token), ("vn", Tagged("vn", i)), ("vt", Tagged("vt", i)));
        }

        var day = Books.DaysAgo.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var i in Enumerable.Range(0, ScriptPayloads.All.Count))
        {
            var note = new JsonObject { ["date"] = day, ["kind"] = "interest", ["amount"] = 1, ["note"] = Tagged("cn", i) };
            Stored(await user.PostAsync($"portfolios/{first}/cash-entries", note, Token), ("cn", Tagged("cn", i)));
        }

        var batch = await StoreBatchesAsync(user);
        await StoreSettingsAsync(user);
        await user.EndOfRunAsync(first!, Token);
        return (first!, run, batch);
    }

    // One with the payloads in what its operations are about, and in what they are answered with; then one for each, so that the list's first page has them.
    private async Task<string> StoreBatchesAsync(ApiClient user)
    {
        var operations = ScriptPayloads.All.Select((payload, i) => new JsonObject { ["resource_id"] = Tagged("bi", i), ["data"] = new JsonObject { ["handler"] = payload } }).ToArray<JsonNode>();
        var batch = await user.PostAsync("batch", new JsonObject { ["operation_type"] = "custom", ["operations"] = new JsonArray(operations) }, Token);
        Stored(batch, [.. ScriptPayloads.All.Select((_, i) => ("bi", Tagged("bi", i)))]).ShouldBeTrue(batch.Text);
        foreach (var i in Enumerable.Range(0, ScriptPayloads.All.Count))
        {
            var (type, reference) = (Tagged("bt", i), Tagged("br", i));
            var body = new JsonObject { ["operation_type"] = type, ["client_reference"] = reference, ["operations"] = new JsonArray(new JsonObject { ["resource_id"] = "one" }) };
            if (!Stored(await user.PostAsync("batch", body, Token), ("bt", type), ("br", reference)))
            {
                // Too long for a kind.
                body["operation_type"] = "custom";
                Stored(await user.PostAsync("batch", body, Token), ("br", reference));
            }
        }

        return (string)batch.Body["batch_id"]!;
    }

    // A version of the settings has a note and up to sixty scenarios with names: two versions have all.
    private async Task StoreSettingsAsync(ApiClient user)
    {
        var settings = (await user.GetAsync("admin/risk-settings", Token)).Body["settings"]!.DeepClone();
        var standard = settings["scenarios"]!.AsArray();
        var scenarios = ScriptPayloads.All.Select((_, i) =>
        {
            var scenario = standard[i % standard.Count]!.DeepClone();
            (scenario["id"], scenario["name"]) = ($"payload_{i}", Tagged("sn", i));
            return scenario;
        }).ToArray();
        settings["scenarios"] = new JsonArray(scenarios);
        settings["version"] = (int)settings["version"]! + 1;
        foreach (var (note, number) in ScriptPayloads.All.Select((_, i) => Tagged("rn", i)).Chunk(6).Select((notes, number) => (string.Join(' ', notes), number)))
        {
            var answer = await user.PutAsync("admin/risk-settings", new JsonObject { ["settings"] = settings.DeepClone(), ["note"] = note }, Token);
            Stored(answer, number == 0 ? [("rn", note), .. ScriptPayloads.All.Select((_, i) => ("sn", Tagged("sn", i)))] : [("rn", note)]);
            settings["version"] = (int)settings["version"]! + 1;
        }
    }

    // Reasons are what the user is shown of an operator who looked.
    public async Task LookThroughAsync(ApiClient user, string lookedAt)
    {
        foreach (var reason in ScriptPayloads.All.Select((_, i) => Tagged("ir", i)).Chunk(8).Select(reasons => string.Join(' ', reasons)))
        {
            Stored(await user.PostAsync("admin/impersonate", new JsonObject { ["user_id"] = lookedAt, ["reason"] = reason, ["hours"] = 1 }, Token), ("ir", reason));
            (await user.PostAsync("admin/stop-impersonation", (JsonNode?)null, Token)).Status.ShouldBe(HttpStatusCode.OK);
        }

        foreach (var i in Enumerable.Range(0, ScriptPayloads.All.Count))
        {
            var code = new JsonObject { ["code"] = string.Create(CultureInfo.InvariantCulture, $"PAYLOAD-CODE-{i:00}"), ["cohort"] = Tagged("co", i) };
            Stored(await user.PostAsync("admin/invite-codes", code, Token), ("co", Tagged("co", i)));
        }
    }

    // What a program calls itself stands in the list of sessions.
    public async Task StoreAgentsAsync(string email)
    {
        foreach (var agent in ScriptPayloads.All.Where(payload => payload.All(char.IsAscii)).Chunk(6).Select(payloads => string.Join(' ', payloads)))
        {
            using var http = new HttpClient { BaseAddress = address };
            http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
            using var body = new StringContent(new JsonObject { ["email"] = email, ["password"] = ApiClient.Password }.ToJsonString(), Encoding.UTF8, "application/json");
            (await http.PostAsync("/api/v1/auth/login", body, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
            Add("ua", agent);
        }
    }

    /// <summary>Registers users enough to carry all payloads in their names, three in one, and tells who they are.</summary>
    public async Task<IReadOnlyList<string>> StoreNamesAsync()
    {
        List<string> emails = [];
        foreach (var (names, i) in Packed(190).Select((names, i) => (names, i)))
        {
            var email = string.Create(CultureInfo.InvariantCulture, $"payload{i}@e2e.example");
            using var client = new ApiClient(address);
            var registration = ApiClient.Registration(email);
            registration["full_name"] = names;
            if (Stored(await client.PostAsync("onboarding/register", registration, Token), ("fn", names)))
            {
                emails.Add(email);
            }
        }

        return emails;
    }

    private bool Stored(Answer answer, params IReadOnlyList<(string Tag, string Text)> texts)
    {
        if ((int)answer.Status >= 300)
        {
            // Not taken is as good, if it is said clearly.
            answer.Status.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity);
            ((string?)answer.Body["code"]).ShouldNotBeNullOrEmpty(answer.Text);
            Refused++;
            return false;
        }

        foreach (var (tag, text) in texts)
        {
            Add(tag, text);
        }

        return true;
    }

    private void Add(string tag, string text) => (_texts.TryGetValue(tag, out var list) ? list : _texts[tag] = []).Add(text);

    private static string Tagged(string tag, int i) => string.Create(CultureInfo.InvariantCulture, $"{tag}{i:00} {ScriptPayloads.All[i]}");

    private static MultipartFormDataContent Portfolio(string name, string account, string description, string fileName)
    {
        var content = new MultipartFormDataContent
        {
            { new StringContent(name), "portfolio_name" }, { new StringContent(account), "account_name" }, { new StringContent("taxable"), "account_type" }, { new StringContent("100000"), "equity_balance" },
            { new StringContent(description), "description" }, { new StringContent(Books.DaysAgo.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), "equity_as_of" },
        };
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(Books.OneStock));

        // A name may have whatever it likes in it: percent-encoded it gets through the header.
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "csv_file", FileNameStar = fileName };
        content.Add(file);
        return content;
    }

    private static IEnumerable<string> Packed(int most)
    {
        var name = new StringBuilder();
        foreach (var payload in ScriptPayloads.All)
        {
            if (name.Length > 0 && name.Length + payload.Length + 1 > most)
            {
                yield return name.ToString();
                name.Clear();
            }

            name.Append(name.Length > 0 ? " " : "").Append(payload);
        }

        yield return name.ToString();
    }
}
