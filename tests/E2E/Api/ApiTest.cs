using System.Net;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>One process for all tests of the API: they differ by user.</summary>
public sealed class ApiApp : IAsyncLifetime
{
    public AppProcess App { get; private set; } = default!;

    public async ValueTask InitializeAsync() => App = await AppProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>A test of the API over real HTTP.</summary>
[Collection(nameof(ApiApp))]
public abstract class ApiTest(ApiApp host)
{
    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The application.</summary>
    protected AppProcess Server { get; } = (host ?? throw new ArgumentNullException(nameof(host))).App;

    protected Uri Address => Server.Address;

    protected Task<ApiClient> RegisteredAsync() => ApiClient.RegisteredAsync(Address, Cancelled);

    /// <summary>That an answer is a problem of that code, with all that a problem has to have.</summary>
    protected static JsonNode ShouldBeProblem(Answer answer, HttpStatusCode status, string code)
    {
        ArgumentNullException.ThrowIfNull(answer);
        answer.Status.ShouldBe(status, answer.Text);
        answer.ContentType.ShouldStartWith("application/problem+json");
        ((string?)answer.Body["code"]).ShouldBe(code, answer.Text);
        ((string?)answer.Body["type"]).ShouldBe($"/errors/{code}");
        ((int?)answer.Body["status"]).ShouldBe((int)status);
        ((string?)answer.Body["title"]).ShouldNotBeNullOrEmpty();
        ((string?)answer.Body["detail"]).ShouldNotBeNullOrEmpty();
        ((string?)answer.Body["trace_id"]).ShouldNotBeNullOrEmpty();
        return answer.Body;
    }

    protected static IReadOnlyList<string> CodesOf(JsonNode problem) =>
        [.. problem["errors"]!.AsArray().Select(error => (string)error!["code"]!)];
}

[CollectionDefinition(nameof(ApiApp))]
public sealed class ApiTests : ICollectionFixture<ApiApp>;
