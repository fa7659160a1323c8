using System.Diagnostics;
using System.Globalization;
using System.Text;
using App.Data.Providers;
using App.Testing;
using E2E.Harness;
using Microsoft.EntityFrameworkCore;

namespace E2E.Faults.Batches;

/// <summary>A command of the application as a process, such as <c>end-of-day</c>: the cheapest node that works on a batch. Disposing kills it.</summary>
internal sealed class CommandProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private CommandProcess(Process process) => _process = process;

    /// <summary>A few, so that there are sessions caught up to be remembered, and a batch is not mostly that.</summary>
    public const int RememberedSessions = 3;

    /// <summary>How a node is set up for these tests: a dead one is noticed as soon as the bounds allow, and chunks are not all taken at once.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Calculation:Lease"] = "00:00:02",
        ["Calculation:Workers"] = "1",
        ["Calculation:RememberedSessions"] = RememberedSessions.ToString(CultureInfo.InvariantCulture),
        ["Logging:LogLevel:Default"] = "Error",
    };

    /// <summary>How long <see cref="Settings"/> let a node be silent.</summary>
    public static TimeSpan Lease => TimeSpan.FromSeconds(2);

    /// <summary>The name under which it takes runs.</summary>
    public string Node => string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{_process.Id}");

    /// <summary>What it has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The same, but that nobody is taken for dead: for tests in which nobody dies, on a machine that may keep each of them waiting.</summary>
    public static IReadOnlyDictionary<string, string> PatientSettings { get; } =
        new Dictionary<string, string>(Settings) { ["Calculation:Lease"] = "00:00:45" };

    /// <summary>Starts <c>end-of-day</c> for the session of <see cref="FaultBooks"/>.</summary>
    public static CommandProcess EndOfDay(TestDatabase database, string name = "end-of-day", IReadOnlyDictionary<string, string>? settings = null) =>
        Start(database, name, settings ?? Settings, "end-of-day", "--as-of", FaultBooks.Session.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Starts a command on a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="name">What a server knows its connections by.</param>
    /// <param name="words">The command.</param>
    public static CommandProcess Start(TestDatabase database, string name, params IEnumerable<string> words) => Start(database, name, Settings, words);

    private static CommandProcess Start(TestDatabase database, string name, IReadOnlyDictionary<string, string> settings, params IEnumerable<string> words)
    {
        var connectionString = database.Options.Provider == DatabaseProvider.Postgres ? $"{database.Options.ConnectionString};Application Name={name}" : database.Options.ConnectionString;
        var start = AppProcess.StartInfoOf(new AppOptions { Settings = settings }, connectionString);
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        var started = new CommandProcess(new Process { StartInfo = start });
        started._process.OutputDataReceived += (_, line) => started.Read(line.Data);
        started._process.ErrorDataReceived += (_, line) => started.Read(line.Data);
        started._process.Start();
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Waits until it has taken something: the preparation of the day or a run.</summary>
    /// <returns>False when it ended before.</returns>
    public async Task<bool> IsUnderWayAsync(TestDatabase database, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        while (true)
        {
            // In this order: what it does in its last moments is seen after it has ended.
            var hasEnded = _process.HasExited;
            if (await db.EndOfDays.AnyAsync(day => day.Node == Node, cancellationToken) || await db.Runs.AnyAsync(run => run.Node == Node, cancellationToken))
            {
                return true;
            }

            if (hasEnded)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Lets it work for a while.</summary>
    public async Task LetWorkAsync(TimeSpan time, CancellationToken cancellationToken) =>
        await Task.WhenAny(_process.WaitForExitAsync(cancellationToken), Task.Delay(time, TimeProvider.System, cancellationToken));

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>SIGSTOP: it stands still in the middle of whatever it does.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) => SignalAsync("-STOP", cancellationToken);

    /// <summary>SIGCONT: it goes on where it was, and has noticed nothing.</summary>
    public Task ContinueAsync(CancellationToken cancellationToken) => SignalAsync("-CONT", cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    private void Read(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
