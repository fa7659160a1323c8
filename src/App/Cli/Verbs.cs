using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Results;
using App.Core.Snapshots;
using App.Data.Market.Sources.Files;
using App.Data.Operations;
using App.Features.Accounts;
using App.Features.Calculations;

namespace App.Cli;

/// <summary>The commands.</summary>
internal static class Verbs
{
    private const int Good = 0;
    private const int Bad = 1;

    public static IReadOnlyList<Verb> All { get; } =
    [
        new("migrate", "migrate", "Brings the database up to date and ends.", (_, _, output, _) =>
        {
            output.WriteLine("The database is up to date.");
            return Task.FromResult(Good);
        })
        {
            Migrates = true,
        },
        new("backup", "backup FILE", "Copies the SQLite database into a file, as it is at one moment, while servers go on.", BackUpAsync) { MostWords = 1, LeavesDatabaseAlone = true },
        new("create-superuser", "create-superuser [--email EMAIL] [--yes]", "Makes an operator, of a new account or, with --yes or when asked, of one there is.", CreateSuperuserAsync)
        {
            Flags = ["--yes"],
            Options = ["--email"],
        },
        new("end-of-day cancel", "end-of-day cancel", "Stops the calculation of all portfolios that is under way; what was done stays.", CancelAsync),
        new("end-of-day", "end-of-day [--as-of YYYY-MM-DD] [--force]", "Calculates a session for all portfolios, beside any server that runs.", EndOfDayAsync)
        {
            Flags = ["--force"],
            Options = ["--as-of"],
        },
        new("snapshots verify", "snapshots verify [--portfolio ID]", "Checks the chains of snapshots of all active portfolios, or of one; ends with 1 when one cannot be.", VerifyAsync) { Options = ["--portfolio"] },
        new(
            "snapshots replay",
            "snapshots replay --portfolio ID --last-good-date YYYY-MM-DD [--dry-run]",
            "Removes the snapshots after that day and calculates them again.",
            ReplayAsync)
        {
            Flags = ["--dry-run"],
            Options = ["--portfolio", "--last-good-date"],
        },
        new("snapshots clean-up", "snapshots clean-up", "Removes claims over an hour old that nobody works on.", CleanUpAsync),
        new("market import", "market import DIR", "Stores the prices of a directory of CSV files.", ImportAsync) { MostWords = 1 },
        .. AuditVerbs.All,
        .. InviteCodeVerbs.All,
    ];

    private static async Task<int> CreateSuperuserAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var create = new CreateSuperuser(services.GetRequiredService<IConfiguration>(), scope.ServiceProvider.GetRequiredService<Superusers>());
        var (isOperator, message) = await create.HandleAsync(line.Text("--email"), line.Has("--yes"));
        output.WriteLine(message);
        return isOperator ? Good : Bad;
    }

    private static async Task<int> BackUpAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        if (line.Words is not [var file])
        {
            output.WriteLine("Name one file that does not exist: backup FILE.");
            return Bad;
        }

        var (isWritten, message) = await services.GetRequiredService<SqliteBackup>().WriteAsync(file, cancellationToken);
        output.WriteLine(message);
        return isWritten ? Good : Bad;
    }

    private static async Task<int> EndOfDayAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var asked = await services.GetRequiredService<StartEndOfDay>().HandleAsync(new EndOfDayRequest(AsOf: line.Day("--as-of"), Force: line.Has("--force")), cancellationToken);
        if (!asked.IsSuccess)
        {
            return Refuse(output, asked.Errors);
        }

        var (work, days, node, options) = (services.GetRequiredService<WorkEndOfDay>(), services.GetRequiredService<IEndOfDayStore>(), services.GetRequiredService<NodeName>(), services.GetRequiredService<CalculationOptions>());
        var id = asked.Value.Id;
        while (await days.FindAsync(id, cancellationToken) is { Day.Status: RunStatus.Pending or RunStatus.Running })
        {
            if (!await work.HandleAsync(node.Value, execution => Report(output, execution), cancellationToken))
            {
                await Task.Delay(options.Heartbeat, cancellationToken);
            }
        }

        var end = (await days.FindAsync(id, cancellationToken))!;
        foreach (var warning in end.Day.Progress.Warnings)
        {
            output.WriteLine($"  {warning}");
        }

        output.WriteLine($"{end.Day.Session:yyyy-MM-dd}: {end.Day.Status}, {end.Counts.Completed} portfolios calculated, {end.Counts.Failed} failed, {end.Counts.Cancelled} cancelled.");
        return end.Counts.Failed == 0 && end.Day.Status is RunStatus.Completed or RunStatus.CompletedWithWarnings ? Good : Bad;
    }

    private static async Task<int> CancelAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var cancelled = await services.GetRequiredService<CancelEndOfDay>().HandleAsync(null, "the command line", cancellationToken);
        if (!cancelled.IsSuccess)
        {
            return Refuse(output, cancelled.Errors);
        }

        output.WriteLine($"{cancelled.Value.Day.Session:yyyy-MM-dd}: cancelled, {cancelled.Value.Counts.Completed} portfolios had been calculated.");
        return Good;
    }

    private static async Task<int> VerifyAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var verified = await services.GetRequiredService<VerifySnapshots>().HandleAsync(line.Id("--portfolio"), cancellationToken);
        if (!verified.IsSuccess)
        {
            return Refuse(output, verified.Errors);
        }

        var found = verified.Value;
        foreach (var fault in found.Faults)
        {
            output.WriteLine($"{fault.PortfolioId} {fault.Session:yyyy-MM-dd} {fault.Rule}: {fault.Message}");
        }

        output.WriteLine($"{found.Portfolios} portfolios, {found.Snapshots} snapshots, {found.Faults.Count} faults.");
        return found.Faults.Count == 0 ? Good : Bad;
    }

    private static async Task<int> ReplayAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        if (line.Id("--portfolio") is not { } portfolio || line.Day("--last-good-date") is not { } lastGood)
        {
            output.WriteLine("Give --portfolio and --last-good-date.");
            return Bad;
        }

        var replayed = await services.GetRequiredService<ReplaySnapshots>().HandleAsync(null, portfolio, lastGood, line.Has("--dry-run"), cancellationToken);
        if (!replayed.IsSuccess)
        {
            return Refuse(output, replayed.Errors);
        }

        var plan = replayed.Value;
        output.WriteLine($"{(plan.RunId is null ? "Would remove" : "Removed")} {plan.Removed} snapshots; {plan.Calculated} sessions {(plan.RunId is null ? "would be" : "are")} calculated from {plan.LastGood?.ToString("yyyy-MM-dd", null) ?? "the anchor"} on.");
        if (plan.RunId is { } run)
        {
            var execution = await services.GetRequiredService<ExecuteRun>().HandleAsync(run, services.GetRequiredService<NodeName>().Value, cancellationToken);
            output.WriteLine($"The run {execution.Result}.");
            return execution.Fault is null ? Good : Bad;
        }

        return Good;
    }

    private static async Task<int> CleanUpAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        output.WriteLine($"{await services.GetRequiredService<ReleaseClaims>().CleanUpAsync(cancellationToken)} abandoned claims removed.");
        return Good;
    }

    private static async Task<int> ImportAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        if (line.Words is not [var path] || !Directory.Exists(path))
        {
            output.WriteLine(line.Words is [var missing] ? $"There is no directory {missing}." : "Name one directory: market import DIR.");
            return Bad;
        }

        var imported = await ActivatorUtilities.CreateInstance<PriceImport>(services, new PriceDirectory(path)).HandleAsync(cancellationToken);
        foreach (var note in imported.Notes)
        {
            output.WriteLine($"  {note}");
        }

        if (imported.Bars > 0)
        {
            await services.GetRequiredService<IAuditTrail>().AppendAsync(
                new(AuditAction.PricesImported, null, null, new Dictionary<string, object?> { ["symbols"] = imported.Symbols, ["days"] = imported.Bars }), cancellationToken);
        }

        output.WriteLine($"{imported.Symbols} symbols read, {imported.Bars} new days stored.");
        return imported.Symbols > 0 ? Good : Bad;
    }

    private static void Report(TextWriter output, RunExecution execution)
    {
        if (execution.Fault is { } fault)
        {
            output.WriteLine($"  {execution.Result} at {execution.FailedStep}: {fault.Message}");
        }
    }

    private static int Refuse(TextWriter output, IReadOnlyList<Error> errors)
    {
        foreach (var error in errors)
        {
            output.WriteLine($"{error.Code}: {error.Message}");
        }

        return Bad;
    }
}
