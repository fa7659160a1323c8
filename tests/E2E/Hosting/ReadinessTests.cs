using System.Net;
using App.Testing;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>What a load balancer is told of a node.</summary>
public sealed class ReadinessTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_FollowsTheDatabase_AndLiveDoesNot()
    {
        await using var server = await PostgresServer.StartAsync(cancellationToken: Cancelled);
        await using var app = await AppProcess.StartAsync(new AppOptions { ConnectionString = await server.CreateDatabaseAsync(cancellationToken: Cancelled) }, Cancelled);
        using var http = new HttpClient { BaseAddress = app.Address };
        (await StatusAsync(http, "/health/ready")).ShouldBe(HttpStatusCode.OK, "from the first request on");

        server.StopImmediately();
        await UntilAsync(http, HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(http, "/health/live")).ShouldBe(HttpStatusCode.OK);

        await server.RestartAsync(Cancelled);
        await UntilAsync(http, HttpStatusCode.OK);
    }

    private static async Task UntilAsync(HttpClient http, HttpStatusCode status)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await StatusAsync(http, "/health/ready") != status)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, Cancelled);
        return answer.StatusCode;
    }
}
