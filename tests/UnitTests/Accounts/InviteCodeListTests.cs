using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using App.Core.Accounts;
using App.Core.Operations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class SqliteInviteCodeListTests(SqliteFixture fixture) : InviteCodeListContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresInviteCodeListTests(PostgresFixture fixture) : InviteCodeListContract(fixture), IClassFixture<PostgresFixture>;

public abstract class InviteCodeListContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;
    private readonly ManualTime _time = new(TestTimes.Now);
    private readonly string _cohort = $"cohort {TestIds.Next()}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IInviteCodeList Codes => _database.Get<IInviteCodeList>();

    private MakeInviteCode Make => new(Codes, RandomNumberGenerator.GetBytes, _time);

    [Fact]
    public async Task Make_WithoutACode_IsOfFiveWordsAndLetsSomebodyIn()
    {
        var maker = await _database.AddUserAsync(Token);
        var made = (await Make.HandleAsync(new InviteCodeForm(null, $" {_cohort} ", 2, TestTimes.Now.AddDays(1), maker), Token)).Value;

        made.Code.Code.Split('-').Length.ShouldBe(5);
        (made.State, made.Code.Cohort, made.CreatedBy).ShouldBe((InviteCodeState.Open, _cohort, $"{maker}@example.org"));
        (await _database.Get<IInviteCodes>().IsUsableAsync(made.Code.Code.ToLowerInvariant(), TestTimes.Now, Token)).ShouldBeTrue();
        (await Make.HandleAsync(new InviteCodeForm("", _cohort, null, null, null), Token)).Value.Code.Code.ShouldNotBe(made.Code.Code);
    }

    [Fact]
    public async Task Make_EverythingWrong_SaysSoOfEachField()
    {
        var result = await Make.HandleAsync(new InviteCodeForm("short", " ", 0, TestTimes.Now, null), Token);

        result.Errors.ShouldAllBe(error => error.Definition == AdminErrors.InviteNotMade);
        result.Errors.Select(error => error.Field).ShouldBe(["Code", "Cohort", "Uses", "Expires"]);
    }

    [Theory]
    [InlineData("with space in it", 1, 1, "Code")]
    [InlineData("-BEGINS-WITH-DASH", 1, 1, "Code")]
    [InlineData("ÜMLAUT-CODE", 1, 1, "Code")]
    [InlineData("GOOD-ENOUGH-1", 100_001, 1, "Uses")]
    [InlineData("GOOD-ENOUGH-2", -1, 1, "Uses")]
    [InlineData("GOOD-ENOUGH-3", 1, 4_000, "Expires")]
    [InlineData("GOOD-ENOUGH-4", 1, -1, "Expires")]
    public async Task Make_ValueOutOfBounds_IsRefused(string code, int uses, int days, string field) =>
        (await Make.HandleAsync(new InviteCodeForm(code, _cohort, uses, TestTimes.Now.AddDays(days), null), Token)).Errors.ShouldHaveSingleItem().Field.ShouldBe(field);

    [Fact]
    public async Task Make_SameCodeAtOnce_MakesItOnce()
    {
        var code = $"race-{TestIds.Next()}";

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Make.HandleAsync(new InviteCodeForm(code, _cohort, null, null, null), Token), Token)));

        results.Count(result => result.IsSuccess).ShouldBe(1);
        results.First(result => !result.IsSuccess).Error.Message.ShouldContain("already");
    }

    [Fact]
    public async Task Revoke_Code_LetsNobodyInAnyMore_AndIsToldOnceInTheTrail()
    {
        using var acting = Actor.Begin(new Actor(null, null, ActorChannel.CommandLine, null));
        var made = (await Make.HandleAsync(new InviteCodeForm($"gone-{TestIds.Next()}", _cohort, 3, null, null), Token)).Value;
        var revoke = new RevokeInviteCode(Codes, _time);

        (await revoke.HandleAsync($" {made.Code.Code.ToLowerInvariant()} ", Token)).Value.State.ShouldBe(InviteCodeState.Revoked);
        (await revoke.HandleAsync(made.Code.Code, Token)).Value.Code.RevokedAt.ShouldBe(TestTimes.Now);

        (await _database.Get<IInviteCodes>().IsUsableAsync(made.Code.Code, TestTimes.Now, Token)).ShouldBeFalse();
        (await revoke.HandleAsync("never-made-at-all", Token)).Error.Definition.ShouldBe(InviteErrors.NotFound);
        var trail = (await _database.Get<IAuditTrail>().ListAsync(new AuditFilter(null, null, null, null, 500, 0), Token)).Items
            .Where(row => row.Entry.Details?.Contains(JsonEncodedText.Encode(_cohort).ToString(), StringComparison.Ordinal) is true).Select(row => row.Entry).ToList();
        trail.Select(entry => entry.Action).ShouldBe(["invite_code.revoked", "invite_code.made"]);
        trail.ShouldAllBe(entry => !entry.Details!.Contains(made.Code.Code, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task List_CodesInEveryState_AreFilteredAndPagedAndSayWhoRegistered()
    {
        var people = await SeedStatesAsync();
        foreach (var state in Enum.GetValues<InviteCodeState>())
        {
            var page = await ListAsync(state);
            (page.Total, page.Items.Single().State, page.Items.Single().Code.Code.Split('-')[0]).ShouldBe((1, state, state.ToString().ToUpperInvariant()));
        }

        var all = await Codes.ListAsync(new InviteCodeFilter(_cohort, null, 3, 0), TestTimes.Now, Token);
        (all.Total, all.Items.Count).ShouldBe((4, 3));
        (await Codes.ListAsync(new InviteCodeFilter(_cohort, null, 3, 3), TestTimes.Now, Token)).Items.Count.ShouldBe(1);
        var open = (await ListAsync(InviteCodeState.Open)).Items.Single();
        (open.RegisteredTotal, open.Registered.Count).ShouldBe((25, InviteCodeRow.MostRegistered));
        open.Registered.Select(user => user.Id).ShouldBe(people.AsEnumerable().Reverse().Take(InviteCodeRow.MostRegistered));
        (await ListAsync(InviteCodeState.Expired)).Items.Single().Registered.ShouldBeEmpty();
        (await Codes.CohortsAsync(Token)).ShouldContain(_cohort);
    }

    [Fact]
    public async Task IsUsableAsync_GuessThatIsNearlyRight_TakesAsLongAsOneThatIsNot()
    {
        var code = $"CLOSE-TO-IT-{TestIds.Next()}";
        await _database.Get<IInviteCodes>().EnsureAsync(code, _cohort, TestTimes.Now, Token);
        string[] guesses = [code[..^1] + "#", new string('Z', code.Length), code];
        var times = guesses.Select(_ => new List<double>()).ToList();
        for (var i = 0; i < 200; i++)
        {
            foreach (var (index, guess) in guesses.Index())
            {
                var start = Stopwatch.GetTimestamp();
                await _database.Get<IInviteCodes>().IsUsableAsync(guess, TestTimes.Now, Token);
                times[index].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        var medians = times.ConvertAll(each => each.Order().ElementAt(each.Count / 2));
        TestContext.Current.SendDiagnosticMessage($"Nearly right {medians[0]:0.000} ms, wrong {medians[1]:0.000} ms, right {medians[2]:0.000} ms");
        (medians.Max() - medians.Min()).ShouldBeLessThan(1);
    }

    private Task<App.Core.Portfolios.Page<InviteCodeRow>> ListAsync(InviteCodeState state) => Codes.ListAsync(new InviteCodeFilter(_cohort, state, 50, 0), TestTimes.Now, Token);

    private async Task<List<Guid>> SeedStatesAsync()
    {
        var id = TestIds.Next();
        await using (var db = _database.NewContext())
        {
            db.InviteCodes.AddRange(
                Code("EXPIRED", expires: TestTimes.Now),
                Code("REVOKED", expires: TestTimes.Now.AddDays(-1), revoked: TestTimes.Now),
                Code("USEDUP", most: 2, uses: 2),
                Code("OPEN", most: 50, expires: TestTimes.Now.AddTicks(10)));
            await db.SaveChangesAsync(Token);
        }

        List<Guid> people = [];
        for (var i = 0; i < 25; i++)
        {
            people.Add(TestIds.Next());
            (await _database.Get<IUserDirectory>().AddAsync(new NewUser(people[^1], $"{people[^1]}@example.org", $"Person {i}", "Correct7Horse", $" open-{id} "), TestTimes.Now.AddSeconds(-100 + i), Token))
                .ShouldBe(UserAddition.Added);
        }

        return people;

        InviteCode Code(string name, int? most = null, int uses = 0, DateTimeOffset? expires = null, DateTimeOffset? revoked = null) => new()
        {
            Code = InviteCode.Normalise($"{name}-{id}"),
            Cohort = _cohort,
            CreatedAt = TestTimes.Now,
            MaxUses = most,
            Uses = uses,
            ExpiresAt = expires,
            RevokedAt = revoked,
        };
    }
}
