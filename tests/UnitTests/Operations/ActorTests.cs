using App.Core.Calculations;
using App.Core.Operations;
using App.Testing;
using Shouldly;
using UnitTests.Architecture;
using Xunit;

namespace UnitTests.Operations;

/// <summary>Who acts is known wherever it leads, and not where the application goes on by itself.</summary>
public sealed class ActorTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private static readonly Actor Ann = new(TestIds.Next(), null, ActorChannel.Page, "corr");

    private const string Book = """
        Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share
        AAPL,100,150.25,2024-01-16,PUBLIC,STOCK,,,,,,

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Begin_UntilDisposed_IsKnownWhereItLeads()
    {
        Actor.Current.ShouldBeNull();
        using (Actor.Begin(Ann))
        {
            await Task.Yield();
            (await Task.Run(() => Actor.Current, Token)).ShouldBe(Ann);
            using (Actor.Nobody())
            {
                Actor.Current.ShouldBeNull();
            }

            Actor.Current.ShouldBe(Ann);
        }

        Actor.Current.ShouldBeNull();
    }

    [Fact]
    public void ComputeHash_OfEachPart_DiffersWhenItDoes()
    {
        var entry = new AuditEntry { Sequence = 7, At = TestTimes.Now, Action = "a", Channel = ActorChannel.Page, PreviousHash = AuditEntry.Genesis, CorrelationId = "ab", Details = "c" };

        AuditEntry[] others =
        [
            entry with { Sequence = 8 }, entry with { At = entry.At.AddMilliseconds(1) }, entry with { Action = "b" }, entry with { ActorId = Guid.Empty }, entry with { ImpersonatorId = Guid.Empty },
            entry with { OwnerId = Guid.Empty }, entry with { TargetId = Guid.Empty }, entry with { Channel = ActorChannel.Api }, entry with { CorrelationId = "a", Details = "bc" }, entry with { CorrelationId = null, Details = "abc" },
            entry with { CorrelationId = "" }, entry with { Details = null }, entry with { PreviousHash = new string('1', 64) },
        ];

        others.Select(other => other.ComputeHash()).Append(entry.ComputeHash()).Distinct().Count().ShouldBe(others.Length + 1);
    }

    [Fact]
    public async Task Watcher_OfARunThatSomebodyCancels_DoesNotActInThatOnesName()
    {
        var feed = new InProcessRunFeed();
        var run = new RunBuilder { PortfolioId = TestIds.Next() }.Build().ToView();
        var seen = new TaskCompletionSource<Actor?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = feed.Subscribe(run.Id, _ =>
        {
            seen.TrySetResult(Actor.Current);
            return Task.CompletedTask;
        });

        using (Actor.Begin(Ann))
        {
            feed.Publish(run);
        }

        (await seen.Task.WaitAsync(TimeSpan.FromSeconds(5), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Run_ThatSomebodyAskedFor_IsDoneByTheApplication()
    {
        List<Actor?> during = [];
        var source = new ScriptedSource("scripted")
        {
            Before = (_, _) =>
            {
                during.Add(Actor.Current);
                return Task.CompletedTask;
            },
        };
        var engine = new CalculationEngine(fixture.Database, new ManualTime(TestTimes.Now), null, source);
        Guid owner;
        using (Actor.Begin(Ann))
        {
            (owner, var portfolio) = await engine.ImportedAsync(Book, Token);
            await engine.CalculatedAsync(owner, portfolio.Id, Token);
        }

        during.ShouldNotBeEmpty();
        during.ShouldAllBe(actor => actor == null);
        var entries = await fixture.Database.Get<IAuditTrail>().ListAsync(new(owner.ToString(), null, null, null, 50, 0), Token);
        entries.Items.Select(row => row.Entry.Action).ShouldBe(["run.started", "portfolio.imported"]);
    }

    /// <summary>Work that nobody waits for carries whoever started it along: each of these was looked at.</summary>
    [Fact]
    public void Sources_StartNoWorkThatNobodyWaitsFor_ButThese()
    {
        string[] signs = ["_ = Task.Run", "Task.Factory", "QueueUserWorkItem", "new Timer(", "CreateTimer(", "new Thread(", "ContinueWith("];
        var src = Path.Combine(Repository.Root, "src");
        var found = Directory.EnumerateFiles(src, "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Where(path => !Path.GetRelativePath(src, path).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Where(path => signs.Any(sign => File.ReadAllText(path).Contains(sign, StringComparison.Ordinal)))
            .Select(path => Path.GetRelativePath(src, path)).Order(StringComparer.Ordinal);

        found.ShouldBe(
        [
            // Tells watchers, without whoever set the run going.
            "App.Core/Calculations/InProcessRunFeed.cs",

            // Reads what was typed once the reader pauses: the reader's own.
            "App/Features/Imports/CellChanges.cs",
        ]);
    }
}
