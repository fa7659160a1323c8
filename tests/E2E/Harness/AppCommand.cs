using System.Diagnostics;

namespace E2E.Harness;

/// <summary>The application run to its end, on a database that no server need be up for: a command, or a start that is refused.</summary>
internal static class AppCommand
{
    /// <summary>Runs it and waits. A server that does start is ended after a minute, which is a failure too.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(AppOptions options, string connectionString, CancellationToken cancellationToken, params string[] words)
    {
        var start = AppProcess.StartInfoOf(options, connectionString);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
