using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace E2E.Harness;

/// <summary>A program that uses the API: JSON in, JSON out, over real HTTP.</summary>
public sealed class ApiClient : IDisposable
{
    private static int _users;

    private readonly HttpClient _http;

    public ApiClient(Uri address)
    {
        _http = new HttpClient { BaseAddress = new Uri(address, "/api/v1/") };
    }

    /// <summary>Who is signed in.</summary>
    public string Email { get; private set; } = string.Empty;

    /// <summary>The password of every user made here.</summary>
    public static string Password => "Correct7Horse";

    /// <summary>The access token.</summary>
    public string? Token => _http.DefaultRequestHeaders.Authorization?.Parameter;

    /// <summary>A client of a user who has just registered and logged in.</summary>
    public static async Task<ApiClient> RegisteredAsync(Uri address, CancellationToken cancellationToken)
    {
        var client = new ApiClient(address) { Email = string.Create(CultureInfo.InvariantCulture, $"api{Interlocked.Increment(ref _users)}@e2e.example") };
        (await client.PostAsync("onboarding/register", Registration(client.Email), cancellationToken)).Status.ShouldBe(HttpStatusCode.Created);
        await client.LogInAsync(cancellationToken);
        return client;
    }

    /// <summary>The body of a registration that is good.</summary>
    public static JsonObject Registration(string email) => new()
    {
        ["full_name"] = "Ada Test",
        ["email"] = email,
        ["password"] = Password,
        ["invite_code"] = AppProcess.InviteCode,
    };

    public async Task LogInAsync(CancellationToken cancellationToken)
    {
        var answer = await PostAsync("auth/login", new JsonObject { ["email"] = Email, ["password"] = Password }, cancellationToken);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body.ToString());
        Use((string)answer.Body["access_token"]!);
    }

    public void Use(string? token) => _http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

    public async Task<Answer> GetAsync(string path, CancellationToken cancellationToken) => await ReadAsync(await _http.GetAsync(path, cancellationToken), cancellationToken);

    public async Task<Answer> DeleteAsync(string path, CancellationToken cancellationToken) =>
        await ReadAsync(await _http.DeleteAsync(path, cancellationToken), cancellationToken);

    public async Task<Answer> PutAsync(string path, JsonNode? body, CancellationToken cancellationToken) =>
        await ReadAsync(await _http.PutAsJsonAsync(path, body, cancellationToken), cancellationToken);

    public async Task<Answer> PostAsync(string path, JsonNode? body, CancellationToken cancellationToken) =>
        await ReadAsync(await _http.PostAsJsonAsync(path, body, cancellationToken), cancellationToken);

    public async Task<Answer> PostAsync(string path, HttpContent content, CancellationToken cancellationToken) =>
        await ReadAsync(await _http.PostAsync(path, content, cancellationToken), cancellationToken);

    /// <summary>Posts with an idempotency key.</summary>
    public Task<Answer> PostWithKeyAsync(string path, string key, HttpContent? content, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, content, key, cancellationToken);

    /// <summary>Sends by any method, with an idempotency key or none.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, string? key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key).ShouldBeTrue();
        }

        return await ReadAsync(await _http.SendAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Posts with an idempotency key; null when the application was killed before it had answered.</summary>
    public async Task<Answer?> TryPostWithKeyAsync(string path, string key, HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await PostWithKeyAsync(path, key, content, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Posts with an idempotency key until whoever works on the first call, or was killed while it did, is not waited for any more.</summary>
    public async Task<Answer> PostWithKeyUntilDoneAsync(string path, string key, Func<HttpContent> content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var answer = await PostWithKeyAsync(path, key, content(), cancellationToken);
        for (var waited = 0; answer.Status == HttpStatusCode.Conflict && waited < 60; waited++)
        {
            ((string)answer.Body["code"]!).ShouldBe("IDEMPOTENCY_KEY_IN_USE");
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
            answer = await PostWithKeyAsync(path, key, content(), cancellationToken);
        }

        return answer;
    }

    /// <summary>The same user's program after a restart: on connections of its own.</summary>
    public ApiClient Again(Uri application)
    {
        var again = new ApiClient(application);
        again.Use(Token);
        return again;
    }

    /// <summary>Imports a file as a new portfolio.</summary>
    public Task<Answer> CreatePortfolioAsync(PortfolioUpload upload, CancellationToken cancellationToken) =>
        PostAsync("onboarding/create-portfolio", upload.ToContent(), cancellationToken);

    /// <summary>Imports a file and returns the portfolio's id.</summary>
    public async Task<string> CreatedPortfolioAsync(PortfolioUpload upload, CancellationToken cancellationToken)
    {
        var answer = await CreatePortfolioAsync(upload, cancellationToken);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body.ToString());
        return (string)answer.Body["portfolio_id"]!;
    }

    /// <summary>Asks for a calculation and waits for its end.</summary>
    public async Task<JsonNode> CalculatedAsync(string portfolio, CancellationToken cancellationToken)
    {
        (await PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, cancellationToken)).Status.ShouldBe(HttpStatusCode.Accepted);
        return await EndOfRunAsync(portfolio, cancellationToken);
    }

    /// <summary>Waits for the end of the latest run.</summary>
    public async Task<JsonNode> EndOfRunAsync(string portfolio, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        while (true)
        {
            var run = (await GetAsync($"portfolios/{portfolio}/runs/latest", patience.Token)).Body;
            if ((string?)run["status"] is not ("pending" or "running"))
            {
                return run;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
            return new Answer(
                response.StatusCode,
                isJson && bytes.Length > 0 ? JsonNode.Parse(bytes)! : new JsonObject(),
                Encoding.UTF8.GetString(bytes),
                response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
                response.Content.Headers.ContentType?.ToString());
        }
    }
}

/// <summary>An answer of the API.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode Body, string Text, IReadOnlyDictionary<string, string> Headers, string? ContentType);

/// <summary>A portfolio to import.</summary>
public sealed record PortfolioUpload
{
    /// <summary>The file's text; the template's header and one stock when not given.</summary>
    public string Csv { get; init; } = Books.OneStock;

    /// <summary>The file's bytes instead of <see cref="Csv"/>.</summary>
    public byte[]? Bytes { get; init; }

    public string FileName { get; init; } = "positions.csv";

    public string PortfolioName { get; init; } = "Test";

    public string AccountName { get; init; } = "Account";

    public string AccountType { get; init; } = "taxable";

    public string EquityBalance { get; init; } = "1,000,000";

    public string? EquityAsOf { get; init; }

    public MultipartFormDataContent ToContent()
    {
        var content = new MultipartFormDataContent
        {
            { new StringContent(PortfolioName), "portfolio_name" },
            { new StringContent(AccountName), "account_name" },
            { new StringContent(AccountType), "account_type" },
            { new StringContent(EquityBalance), "equity_balance" },
        };
        if (EquityAsOf is not null)
        {
            content.Add(new StringContent(EquityAsOf), "equity_as_of");
        }

        content.Add(new ByteArrayContent(Bytes ?? Encoding.UTF8.GetBytes(Csv)), "csv_file", FileName);
        return content;
    }
}
