using System.Data.Common;
using System.Diagnostics;
using App.Core.Accounts;
using App.Core.Calculations;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using UnitTests.Calculations;
using Xunit;

namespace UnitTests.Accounts;

public sealed class SqliteDeleteAccountStoreTests(SqliteFixture fixture) : DeleteAccountStoreTests(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresDeleteAccountStoreTests(PostgresFixture fixture) : DeleteAccountStoreTests(fixture), IClassFixture<PostgresFixture>;

public abstract class DeleteAccountStoreTests(DatabaseFixture fixture)
{
    private const string Book = "Symbol,Quantity,Entry Price Per Share,Entry Date\nLVNG,100,150.25,2024-01-16\n";

    private static readonly DateTimeOffset Now = new(2025, 1, 10, 22, 0, 0, TimeSpan.Zero);

    // Append-only; they have ids and no names.
    private static readonly string[] Kept = ["audit_entries", "impersonations"];

    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IAccountDeletion Accounts => _database.Get<IAccountDeletion>();

    [Fact]
    public async Task DeleteAsync_FullAccount_LeavesItsIdsInTheTrailAndInImpersonationsAlone()
    {
        var (account, other) = (await FullAccount.StoredAsync(_database, Token), await FullAccount.StoredAsync(_database, Token));
        foreach (var id in account.Ids)
        {
            (await TablesWithAsync(id.ToString())).Except(Kept).ShouldNotBeEmpty();
        }

        var before = await TablesWithAsync(other.UserId.ToString());
        using (Actor.Begin(new Actor(account.UserId, null, ActorChannel.Page, null)))
        {
            (await Accounts.DeleteAsync(account.UserId, Token)).ShouldBe(AccountDeletion.Deleted);
        }

        foreach (var id in account.Ids)
        {
            (await TablesWithAsync(id.ToString())).Except(Kept).ShouldBeEmpty();
        }

        (await TablesWithAsync(account.UserId.ToString("N"))).ShouldBeEmpty();
        (await TablesWithAsync(account.Email)).ShouldBeEmpty();
        (await TablesWithAsync(account.FullName)).ShouldBeEmpty();
        (await TablesWithAsync(other.UserId.ToString())).ShouldBe(before);
        await using var db = _database.NewContext();
        var looked = await db.Impersonations.SingleAsync(row => row.TargetId == account.UserId, Token);
        (looked.EndedAt is null, looked.EndReason).ShouldBe((false, ImpersonationEnd.TargetClosed));
        (await db.AuditEntries.OrderBy(row => row.Sequence).Where(row => row.OwnerId == account.UserId).Select(row => row.Action).ToListAsync(Token)).ShouldBe(["portfolio.imported", "impersonation.ended", "account.deleted"]);
        (await db.InviteCodes.SingleAsync(code => code.Code == account.InviteCode, Token)).Uses.ShouldBe(2);
        (await new VerifyAudit(_database.Get<IAuditTrail>()).HandleAsync(Token)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task DeleteAsync_Twice_FindsNoneTheSecondTime()
    {
        var user = await _database.AddUserAsync(Token);

        (await Accounts.DeleteAsync(user, Token)).ShouldBe(AccountDeletion.Deleted);
        (await Accounts.DeleteAsync(user, Token)).ShouldBe(AccountDeletion.NoAccount);
    }

    [Fact]
    public async Task DeleteAsync_Operators_AllButTheLastMayGoAlsoAtOnce()
    {
        Guid[] operators = [await OperatorAsync(), await OperatorAsync(), await OperatorAsync()];

        var answers = await Task.WhenAll(operators.Select(id => Task.Run(() => Accounts.DeleteAsync(id, Token), Token)));

        answers.Order().ShouldBe([AccountDeletion.Deleted, AccountDeletion.Deleted, AccountDeletion.LastOperator]);
        await using var db = _database.NewContext();
        var left = await db.Users.Where(user => operators.Contains(user.Id)).Select(user => user.Id).SingleAsync(Token);
        (await Accounts.DeleteAsync(left, Token)).ShouldBe(AccountDeletion.LastOperator);
        await db.UserRoles.Where(held => held.UserId == left).ExecuteDeleteAsync(Token);
    }

    [Fact]
    public async Task DeleteAsync_RunIsHeld_ItsHolderWritesNothingAnyMore()
    {
        var (owner, claim) = await new ScenarioOfRuns(_database).HeldRunAsync(Token, positions: 3);

        await Accounts.DeleteAsync(owner, Token);

        var runs = _database.Get<IRunStore>();
        (await runs.SaveProgressAsync(claim, claim.Run.Progress, TestTimes.Now, Token)).ShouldBeFalse();
        (await _database.Get<ISnapshotStore>().ClaimAsync([new WantedSessions(claim, [TestTimes.Session])], TestTimes.Now, TimeSpan.FromMinutes(1), Token)).ShouldBe([0]);
        (await _database.Get<ISnapshotStore>().ReplaceAsync([new ReplacedSessions(claim, TestTimes.Session, [new SnapshotBuilder { Claim = claim }.Build()])], TestTimes.Now, Token)).ShouldBe([false]);
        (await _database.Get<IPositionValueStore>().ReplaceAsync([new CalculatedValues(claim, [])], TestTimes.Now, Token)).ShouldBe([false]);
        (await _database.Get<IRiskStore>().ReplaceAsync([new CalculatedRisk(claim, new RiskReport { PortfolioId = claim.Run.PortfolioId, Session = TestTimes.Session, RunId = claim.Run.Id, Results = [] })], TestTimes.Now, Token))
            .ShouldBe([false]);
        (await runs.FinishAsync([new FinishedRun(claim, RunBuilder.Completed())], TestTimes.Now, Token)).ShouldBe([false]);
        await runs.ReleaseAsync([claim], Token);
        (await TablesWithAsync(claim.Run.PortfolioId.ToString())).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAsync_NodeWasKilledOverTheRun_NobodyTakesItUp()
    {
        var (owner, claim) = await new ScenarioOfRuns(_database).HeldRunAsync(Token, positions: 3);

        await Accounts.DeleteAsync(owner, Token);

        var runs = _database.Get<IRunStore>();
        (await runs.DueAsync(DateTimeOffset.MaxValue.AddYears(-1), DateTimeOffset.MaxValue.AddYears(-1), 1_000, Token)).ShouldNotContain(claim.Run.Id);
        (await runs.TryClaimAsync(claim.Run.Id, "other", TestTimes.Now, DateTimeOffset.MaxValue.AddYears(-1), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task DeleteAsync_WhileAWorkerCalculates_TheWorkerEndsAndLeavesNothing()
    {
        var (asked, gone) = (new TaskCompletionSource(), new TaskCompletionSource());
        var engine = new CalculationEngine(_database, new ManualTime(Now), null, new BrokenSource(async token =>
        {
            asked.TrySetResult();
            await gone.Task.WaitAsync(token);
        }));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        var run = (await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token)).Value;
        var execution = engine.Execute.HandleAsync(run.Id, "node", Token);

        // A run that ends without asking has a fault, which says more than a wait that was too long.
        (await Task.WhenAny(asked.Task, execution).WaitAsync(TimeSpan.FromSeconds(30), Token)).ShouldBe(asked.Task);

        (await Accounts.DeleteAsync(owner, Token)).ShouldBe(AccountDeletion.Deleted);
        gone.SetResult();

        (await execution).Fault.ShouldBeNull();
        (await TablesWithAsync(owner.ToString())).ShouldBeEmpty();
        (await TablesWithAsync(portfolio.Id.ToString())).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAsync_ImportOfTheSameUserAtOnce_LeavesNothingOfIt()
    {
        var user = await _database.AddUserAsync(Token);
        var portfolios = Enumerable.Range(0, 8).Select(_ => new PortfolioBuilder { OwnerId = user }.Build()).ToList();

        var imports = portfolios.Select(portfolio => Task.Run(
            async () =>
            {
                try
                {
                    await _database.Get<IPortfolioStore>().AddAsync(portfolio, PositionBuilder.Many(portfolio.Id, 20), null, Token);
                }
                catch (DbException)
                {
                    // The owner was gone before.
                }
                catch (DbUpdateException)
                {
                    // The same.
                }
            },
            Token)).ToList();
        await Accounts.DeleteAsync(user, Token);
        await Task.WhenAll(imports);

        (await TablesWithAsync(user.ToString())).ShouldBeEmpty();
        foreach (var portfolio in portfolios)
        {
            (await TablesWithAsync(portfolio.Id.ToString())).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task DeleteAsync_SymbolsThatNoSourceKnows_GoUnlessAnotherHasThem()
    {
        var (user, other) = (await _database.AddUserAsync(Token), await _database.AddUserAsync(Token));
        var (mine, theirs) = (new PortfolioBuilder { OwnerId = user }.Build(), new PortfolioBuilder { OwnerId = other }.Build());
        await _database.Get<IPortfolioStore>().AddAsync(
            mine, [.. new[] { "MY_HOUSE", "OUR_FUND", "LISTED9" }.Select((symbol, ordinal) => new PositionBuilder { PortfolioId = mine.Id, Ordinal = ordinal, Symbol = symbol }.Build())], null, Token);
        await _database.Get<IPortfolioStore>().AddAsync(theirs, [new PositionBuilder { PortfolioId = theirs.Id, Symbol = "OUR_FUND" }.Build()], null, Token);
        await using var db = _database.NewContext();
        db.TargetPrices.Add(new TargetPrice { OwnerId = user, Symbol = "MY_BOAT", Direction = TargetDirection.Long, EndOfYear = 1m, UpdatedAt = TestTimes.Now });
        db.Securities.AddRange(
            new Security { Symbol = "MY_HOUSE", Missing = "No source knows MY_HOUSE." }, new Security { Symbol = "MY_BOAT" }, new Security { Symbol = "OUR_FUND" }, new Security { Symbol = "LISTED9", FirstBar = TestTimes.Session });
        await db.SaveChangesAsync(Token);

        await Accounts.DeleteAsync(user, Token);

        string[] symbols = ["MY_HOUSE", "MY_BOAT", "OUR_FUND", "LISTED9"];
        (await db.Securities.Where(security => symbols.Contains(security.Symbol)).Select(security => security.Symbol).Order().ToListAsync(Token)).ShouldBe(["LISTED9", "OUR_FUND"]);
    }

    [Fact]
    public async Task DeleteAsync_Address_CanRegisterAnewAndHasNothingOfBefore()
    {
        await _database.Get<IInviteCodes>().EnsureAsync("COME-AGAIN", "x", TestTimes.Now, Token);
        var register = new RegisterUser(
            _database.Get<IUserDirectory>(), _database.Get<IInviteCodes>(), new RegistrationLimits(new RateLimitOptions(), _database.Get<IRateBuckets>(), new ManualTime(TestTimes.Now)),
            new DeterministicIds(new ManualTime(TestTimes.Now)), new ManualTime(TestTimes.Now));
        var registration = new Registration("Ada", $"again-{TestIds.Next():N}@example.org", "Correct7Horse", "COME-AGAIN");
        var first = (await register.HandleAsync(registration, Token)).Value;
        await _database.Get<IPortfolioStore>().AddAsync(new PortfolioBuilder { OwnerId = first.Id }.Build(), [], null, Token);
        await Accounts.DeleteAsync(first.Id, Token);

        var second = (await register.HandleAsync(registration, Token)).Value;

        (await _database.Get<IPortfolioStore>().ListAsync(second.Id, includeInactive: true, 10, 0, Token)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAsync_YearsOfRows_TakesSecondsAndOthersWriteMeanwhile()
    {
        var (owner, claim) = await new ScenarioOfRuns(_database).HeldRunAsync(Token, positions: 20_000);
        await YearsOfRows.FillAsync(_database, claim, sessions: 2_500, reports: 1_000, Token);
        var (_, others) = await new ScenarioOfRuns(_database).HeldRunAsync(Token, positions: 1);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var longest = LongestWriteAsync(others, over.Token);

        var watch = Stopwatch.StartNew();
        (await Accounts.DeleteAsync(owner, Token)).ShouldBe(AccountDeletion.Deleted);
        var took = watch.Elapsed;
        await over.CancelAsync();

        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(
            $"{_database.Options.Provider}: 20 000 positions with values, 2 500 snapshots, 1 000 risk reports deleted in {took.TotalMilliseconds:0} ms; the longest write of another owner meanwhile took {(await longest).TotalMilliseconds:0} ms"));
        took.ShouldBeLessThan(TimeSpan.FromSeconds(8));
        (await longest).ShouldBeLessThan(TimeSpan.FromSeconds(8));
    }

    private async Task<TimeSpan> LongestWriteAsync(RunClaim claim, CancellationToken token)
    {
        var longest = TimeSpan.Zero;
        while (!token.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            await _database.Get<IRunStore>().SaveProgressAsync(claim, null, TestTimes.Now, CancellationToken.None);
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, watch.Elapsed.Ticks));
            await Task.Yield();
        }

        return longest;
    }

    private async Task<Guid> OperatorAsync()
    {
        var id = await _database.AddUserAsync(Token);
        await using var db = _database.NewContext();
        if (await db.Roles.Where(role => role.NormalizedName == "SUPERUSER").Select(role => (Guid?)role.Id).SingleOrDefaultAsync(Token) is not { } found)
        {
            found = TestIds.Next();
            db.Roles.Add(new IdentityRole<Guid> { Id = found, Name = "superuser", NormalizedName = "SUPERUSER" });
        }

        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = id, RoleId = found });
        await db.SaveChangesAsync(Token);
        return id;
    }

    private async Task<List<string>> TablesWithAsync(string text) => [.. (await WholeDatabase.CountsAsync(_database, text, Token)).Keys];
}
