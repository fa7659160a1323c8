using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace App.Data.Calculations;

/// <summary>The connections of the feed: outside the pool, since each is held for as long as the node lives, and tried again for as long.</summary>
internal static class RunFeedConnection
{
    /// <summary>How operators find them in <c>pg_stat_activity</c>.</summary>
    public const string ApplicationName = "ballast run feed";

    /// <summary>The first pause before another try; each is twice the one before.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private const int SecondsToAnswer = 5;

    /// <summary>Opens one.</summary>
    public static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = ApplicationName,
            Pooling = false,
            Multiplexing = false,
            Enlist = false,
            Timeout = SecondsToAnswer,
            CommandTimeout = SecondsToAnswer,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tries again without end. Nothing is lost by waiting: the rows hold what was not told.</summary>
    public static ResiliencePipeline Retries(TimeProvider time, ILogger log, string what) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            Delay = FirstPause,
            MaxDelay = LongestPause,
            BackoffType = DelayBackoffType.Exponential,
            OnRetry = retry =>
            {
                log.LogWarning(retry.Outcome.Exception, "{What}; trying again in {Pause}", what, retry.RetryDelay);
                return ValueTask.CompletedTask;
            },
        })
        .Build();
}
