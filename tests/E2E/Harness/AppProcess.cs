using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace E2E.Harness;

/// <summary>How an <see cref="AppProcess"/> is started.</summary>
public sealed record AppOptions
{
    /// <summary>ASPNETCORE_ENVIRONMENT; Development has sample prices and ids that repeat.</summary>
    public string Environment { get; init; } = "Development";

    /// <summary>Configuration by key, such as <c>Beta:InviteCode</c>. Prices are those of the sample market unless <c>MarketData:Sources</c> says otherwise, and there is no nightly
    /// calculation unless <c>Calculation:NightlyTime</c> does.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Another database than the SQLite file of its own, such as a PostgreSQL server's that two processes share.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>How long a start may take.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>The application as a real process, on a port and with a data folder of its own. Disposing it ends it and removes the folder.</summary>
public sealed partial class AppProcess : IAsyncDisposable
{
    private readonly AppOptions _options;
    private readonly StringBuilder _log = new();
    private Process? _process;

    private AppProcess(AppOptions options) => _options = options;

    /// <summary>The invite code every installation is seeded with.</summary>
    public const string InviteCode = "PRESCOTT-LINNAEAN-COWPERTHWAITE";

    /// <summary>Where it listens; the same after a restart, so that open pages find it again.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>The id of its process, as long as it lives.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Where its database is.</summary>
    public string DataFolder { get; } = Directory.CreateTempSubdirectory("ballast-e2e-").FullName;

    /// <summary>Where the PostgreSQL database is; null on the SQLite file of its own.</summary>
    public string? PostgresConnectionString => _options.ConnectionString is { } other && other.Contains("Host=", StringComparison.OrdinalIgnoreCase) ? other : null;

    /// <summary>All that it has written, over all its lives.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<AppProcess> StartAsync(AppOptions? options = null, CancellationToken cancellationToken = default)
    {
        var app = new AppProcess(options ?? new AppOptions());
        try
        {
            await app.StartAgainAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after <see cref="KillAsync"/> or <see cref="StopAsync"/>: same address, same data.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = _process = new Process { StartInfo = StartInfo(), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, listening);
        _process.Exited += (_, _) => _ = EndedAsync(process, listening);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Address = await listening.Task.WaitAsync(_options.StartTimeout, cancellationToken);
    }

    /// <summary>Ends it as a power cut would: SIGKILL, nothing is flushed, nobody is told.</summary>
    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Asks it to end (SIGTERM) and waits; its exit code is 0 when it did so in order.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken = default)
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Runs a command of the application beside it, on the same data, and waits until it ends.</summary>
    public async Task<(int ExitCode, string Output)> CommandAsync(string words, CancellationToken cancellationToken)
    {
        using var process = Process.Start(CommandOf(words))!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Runs a command at a terminal of its own, where a person types a line whenever it asks for one.</summary>
    /// <param name="words">The command.</param>
    /// <param name="answers">What it asks, in order, and what is typed then.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(int ExitCode, string Output)> TypedAsync(string words, IReadOnlyList<(string Question, string Answer)> answers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answers);

        // util-linux's script gives the command a pseudo-terminal.
        var command = CommandOf(words);
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", string.Join(' ', [command.FileName, .. command.ArgumentList]), "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = command.WorkingDirectory,
        };
        foreach (var (key, value) in command.Environment)
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        var (output, asked, given) = (new StringBuilder(), 0, 0);
        var buffer = new char[1_024];
        while (await process.StandardOutput.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            output.Append(buffer, 0, read);
            while (given < answers.Count && output.ToString(asked, output.Length - asked).Contains(answers[given].Question, StringComparison.Ordinal))
            {
                asked = output.Length;
                await process.StandardInput.WriteAsync((answers[given++].Answer + "\r").AsMemory(), cancellationToken);
                await process.StandardInput.FlushAsync(cancellationToken);
            }
        }

        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output.ToString());
    }

    private ProcessStartInfo CommandOf(string words)
    {
        var start = StartInfo();
        foreach (var word in words.Split(' '))
        {
            start.ArgumentList.Add(word);
        }

        return start;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        Directory.Delete(DataFolder, recursive: true);
    }

    private ProcessStartInfo StartInfo()
    {
        var start = StartInfoOf(_options, _options.ConnectionString ?? $"Data Source={Path.Combine(DataFolder, "ballast.db")}");
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        return start;
    }

    /// <summary>How the application is started on a database, as the server or, with further arguments, for a command.</summary>
    internal static ProcessStartInfo StartInfoOf(AppOptions options, string connectionString)
    {
        var assembly = Paths.App;
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = options.Environment;

        // A process of a test does not live long enough to earn back what the profile for a second compilation costs; and a tenth of its start is mapping pages of code twice.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";

        // Whatever the environment's default: no test asks the sources of the real world.
        if (!options.Settings.Keys.Any(key => key.StartsWith("MarketData:Sources", StringComparison.Ordinal)))
        {
            start.Environment["MarketData__Sources"] = "Sample";
        }

        // Whatever the hour: no test has its portfolios calculated beside it unless it asks for that.
        start.Environment["Calculation__NightlyTime"] = string.Empty;
        start.Environment["ConnectionStrings__Ballast"] = connectionString;
        foreach (var (key, value) in options.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }

    // The end of the process is known before its last lines are read: those are waited for too.
    private async Task EndedAsync(Process process, TaskCompletionSource<Uri> listening)
    {
        await process.WaitForExitAsync(CancellationToken.None);
        listening.TrySetException(new InvalidOperationException("The application ended before it listened:\n" + Log));
    }

    private void Read(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null)
        {
            return;
        }

        lock (_log)
        {
            _log.AppendLine(line);
        }

        if (ListeningLine().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    // Both the host's own line and, where logs are quiet, the announcement for the person at the terminal.
    [GeneratedRegex(@"(?:Now listening on:|Ballast is ready at) +(http://[\w.:\[\]]+)")]
    private static partial Regex ListeningLine();
}
