using System.Diagnostics;
using System.Globalization;
using System.Net;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>The container's promises where there is no container: the program as a user without rights, from a folder it cannot write to, with one folder of its own.</summary>
public sealed class UnprivilegedTests : IDisposable
{
    // As in the Dockerfile.
    private const string User = "1654";

    private readonly string _root = Directory.CreateTempSubdirectory("ballast-user-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_root, "data");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Server_AsAUserWithoutRights_WritesToItsDataFolderAlone_AndStopsInOrder()
    {
        var program = await CopyProgramAsync();
        await RunAsync("install", "-d", "-m", "700", Data, Path.Combine(_root, "tmp"));
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", $"{User}:{User}", Data, Path.Combine(_root, "tmp"));
            await RunAsync("chmod", "755", _root);
        }

        var before = Stamp(program);
        using var process = Process.Start(StartInfo(program))!;
        try
        {
            var address = await AddressAsync(process);
            using var client = await ApiClient.RegisteredAsync(address, Cancelled);
            await client.CreatedPortfolioAsync(new(), Cancelled);
            using var http = new HttpClient { BaseAddress = address };
            (await http.GetAsync("/health/ready", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);

            await RunAsync("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
            _ = process.StandardOutput.ReadToEndAsync(Cancelled);
            await process.WaitForExitAsync(Cancelled);
            process.ExitCode.ShouldBe(0);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Stamp(program).ShouldBe(before, "the program's folder is as it was");
        Directory.GetFileSystemEntries(Path.Combine(_root, "tmp")).ShouldBeEmpty("what passes through /tmp does not stay");
        Directory.GetFiles(Data).Select(Path.GetFileName).ShouldAllBe(name => name!.StartsWith("ballast.", StringComparison.Ordinal));
        File.Exists(Path.Combine(Data, "ballast.db")).ShouldBeTrue();
    }

    // Root's own, and for nobody to write to: a user without rights could not mend a fault in it either.
    private async Task<string> CopyProgramAsync()
    {
        var program = Path.Combine(_root, "program");
        await RunAsync("cp", "-r", Path.GetDirectoryName(Paths.App)!, program);
        await RunAsync("rm", "-rf", Path.Combine(program, "data"));
        await RunAsync("chmod", "-R", "a=rX", program);
        return program;
    }

    private ProcessStartInfo StartInfo(string program)
    {
        string[] command = ["dotnet", Path.Combine(program, Path.GetFileName(Paths.App))];
        if (Environment.UserName == "root")
        {
            command = ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", .. command];
        }

        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, WorkingDirectory = program };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__Ballast"] = $"Data Source={Path.Combine(Data, "ballast.db")}";
        start.Environment["MarketData__Sources"] = "Sample";
        start.Environment["Calculation__NightlyTime"] = string.Empty;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["HOME"] = "/nonexistent";
        start.Environment["TMPDIR"] = Path.Combine(_root, "tmp");
        return start;
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains("Ballast is ready at", StringComparison.Ordinal))
            {
                return new Uri(line.Split("Ballast is ready at")[1].Trim());
            }
        }

        throw new InvalidOperationException("It ended before it listened.");
    }

    private static IReadOnlyList<string> Stamp(string folder) =>
        [.. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}")];

    private static async Task RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments))!;
        await process.WaitForExitAsync(Cancelled);
        process.ExitCode.ShouldBe(0, $"{command} {string.Join(' ', arguments)}");
    }
}
