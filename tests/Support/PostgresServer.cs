using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace App.Testing;

/// <summary>How a <see cref="PostgresServer"/> is started.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>True keeps fsync on, for a test that kills the server and looks at what survived.</summary>
    public bool Durable { get; init; }

    /// <summary>True also listens on 127.0.0.1 at a free port; otherwise the server is reached by its socket only.</summary>
    public bool Tcp { get; init; }

    /// <summary>How long a start may take.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Further settings, such as log_statement=all.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// A private PostgreSQL cluster in a temporary folder, for tests. Needs Debian's <c>postgresql</c> package.
/// </summary>
/// <remarks>
/// The server is the child of a small shell which reads this process's commands from a pipe. When the pipe closes,
/// because of <see cref="DisposeAsync"/> or because this process died in any way, SIGKILL included, the shell stops
/// the server and removes the folder, so nothing is left behind.
/// PostgreSQL refuses to run as root: there, everything runs as the postgres user through runuser.
/// </remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    // Commands, one a line: "start ARGS…", "stop MODE" (fast, immediate). End of input: stop at once and clean up.
    private const string Keeper = """
        bin=$1; dir=$2; pg=
        trap '' INT TERM HUP
        halt() { [ -n "$pg" ] && kill -"$1" "$pg" 2>/dev/null && wait "$pg"; pg=; }
        while read -r what rest; do
          case $what in
            start) "$bin/postgres" -D "$dir/data" -k "$dir" $rest >>"$dir/log" 2>&1 </dev/null & pg=$! ;;
            stop) if [ "$rest" = immediate ]; then halt QUIT; else halt INT; fi; echo stopped ;;
          esac
        done
        halt QUIT; cd /; rm -rf "$dir"
        """;

    private readonly PostgresServerOptions options;
    private readonly Process keeper;
    private readonly string folder;
    private readonly SemaphoreSlim gate = new(1, 1);
    private int databases;
    private bool disposed;

    private PostgresServer(PostgresServerOptions options, Process keeper, string folder, int port)
    {
        (this.options, this.keeper, this.folder, Port) = (options, keeper, folder, port);
    }

    /// <summary>The newest installed server's bin folder, or null where there is none.</summary>
    public static string? BinFolder { get; } = FindBin();

    /// <summary>Why no server can be started here and what to do about it; null when one can.</summary>
    public static string? Unavailable =>
        !OperatingSystem.IsLinux() ? "The private PostgreSQL of the tests needs Linux: run them in a container or in WSL."
        : BinFolder is null ? "No PostgreSQL server is installed: run ./test.sh, which installs it, or apt-get install postgresql."
        : null;

    /// <summary>The port; without <see cref="PostgresServerOptions.Tcp"/> it only names the socket file.</summary>
    public int Port { get; }

    /// <summary>The server's log so far.</summary>
    public string Log => File.Exists(Path.Combine(folder, "log")) ? File.ReadAllText(Path.Combine(folder, "log")) : "";

    /// <summary>Makes a cluster and starts it.</summary>
    public static async Task<PostgresServer> StartAsync(PostgresServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PostgresServerOptions();
        if (Unavailable is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        // Made by the server's own user, so that it owns the folder. Short: a socket's path may have 107 characters.
        var folder = (await RunAsync(["mktemp", "-d", "/tmp/ballast-pg-XXXXXX"], cancellationToken)).Trim();
        await InitialiseAsync(folder, cancellationToken);

        var keeper = Process.Start(Command(["sh", "-c", Keeper, "sh", BinFolder!, folder], input: true))!;
        keeper.ErrorDataReceived += static (_, _) => { };
        keeper.BeginErrorReadLine();
        var server = new PostgresServer(options, keeper, folder, options.Tcp ? FreePort() : 5432);
        try
        {
            await server.RestartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server again after <see cref="StopAsync(CancellationToken)"/> or <see cref="StopImmediately"/>, data kept.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = options.Tcp ? "127.0.0.1" : "",
            ["port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["max_connections"] = "200",
            ["timezone"] = "UTC",
        };
        if (!options.Durable)
        {
            settings["fsync"] = settings["synchronous_commit"] = settings["full_page_writes"] = "off";
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        if (settings.FirstOrDefault(s => s.Value.Any(char.IsWhiteSpace)) is { Key: not null } bad)
        {
            throw new ArgumentException($"The setting {bad.Key} may not contain a space.");
        }

        await keeper.StandardInput.WriteLineAsync("start " + string.Join(' ', settings.Select(s => $"-c {s.Key}={s.Value}")));
        await keeper.StandardInput.FlushAsync(cancellationToken);

        var connectionString = ConnectionString("postgres") + ";Pooling=false;Timeout=5";
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException) when (watch.Elapsed < options.StartTimeout && !keeper.HasExited)
            {
                await Task.Delay(25, cancellationToken); // no socket yet, or "the database system is starting up"
            }
            catch (NpgsqlException e)
            {
                throw new InvalidOperationException("PostgreSQL did not start:\n" + Log, e);
            }
        }
    }

    /// <summary>The connection string of a database of this server.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = options.Tcp ? "127.0.0.1" : folder,
        Port = Port,
        Username = "postgres",
        Database = database,
        IncludeErrorDetail = true,
    }.ConnectionString;

    /// <summary>Makes a new empty database and returns its connection string.</summary>
    /// <param name="name">A name, or null for one of this server's own choosing.</param>
    /// <param name="template">An existing database to copy, one that nobody is connected to: a migrated one saves each test its migrations.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string> CreateDatabaseAsync(string? name = null, string? template = null, CancellationToken cancellationToken = default)
    {
        name ??= "t" + Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture);
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {Quote(name)}" + (template is null ? "" : $" TEMPLATE {Quote(template)}");
        await command.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionString(name);
    }

    /// <summary>Ends all sessions and stops cleanly; <see cref="RestartAsync"/> brings the same data back.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => StopAsync("fast", cancellationToken);

    /// <summary>Stops as in a crash: no checkpoint, every session cut off. <see cref="RestartAsync"/> then recovers.</summary>
    public void StopImmediately() => StopAsync("immediate", CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Stops the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        keeper.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await keeper.WaitForExitAsync(limit.Token);
        keeper.Dispose();
        gate.Dispose();
    }

    private async Task StopAsync(string mode, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await keeper.StandardInput.WriteLineAsync("stop " + mode).ConfigureAwait(false);
            await keeper.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
            await keeper.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task InitialiseAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(
                [Path.Combine(BinFolder!, "initdb"), "-D", folder + "/data", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"],
                cancellationToken);
        }
        catch
        {
            await RunAsync(["rm", "-rf", folder], CancellationToken.None);
            throw;
        }
    }

    private static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private static string? FindBin() => !Directory.Exists("/usr/lib/postgresql") ? null : Directory
        .EnumerateDirectories("/usr/lib/postgresql")
        .OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var v) ? v : 0)
        .Select(d => Path.Combine(d, "bin"))
        .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "postgres")));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static ProcessStartInfo Command(string[] command, bool input = false)
    {
        string[] all = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command;
        return new ProcessStartInfo(all[0], all[1..])
        {
            RedirectStandardInput = input,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/", // the postgres user may not read the caller's folder
        };
    }

    private static async Task<string> RunAsync(string[] command, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Command(command))!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{command[0]} failed: {await error}{output}");
    }
}
