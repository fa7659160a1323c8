using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using UnitTests.Operations;
using Xunit;

namespace UnitTests.Accounts;

public sealed class SqliteRegistrationLimitsTests(SqliteFixture fixture) : RegistrationLimitsContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresRegistrationLimitsTests(PostgresFixture fixture) : RegistrationLimitsContract(fixture), IClassFixture<PostgresFixture>;

public abstract class RegistrationLimitsContract(DatabaseFixture fixture)
{
    private const string Code = "OPEN-TO-ALL";

    private readonly TestDatabase _database = fixture.Database;
    private readonly ManualTime _time = new(TestTimes.Now) { SkipsWaits = true };
    private readonly string _address = $"net-{TestIds.Next()}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handle_FiveBadCodes_AreHeldBackLongerAndLonger_ThenAPause_ThenAgain()
    {
        await SeedAsync();
        var start = _time.GetUtcNow();
        using var limits = Limits(new RateLimitOptions());
        for (var i = 0; i < 5; i++)
        {
            (await RegisterAsync(limits, "guess")).Error.Definition.ShouldBe(AccountErrors.InviteNotUsable);
        }

        _time.Skipped.Select(wait => wait.TotalSeconds).ShouldBe([1, 2, 4, 8]);

        // A good code is not looked at either; another address is not concerned.
        foreach (var code in new[] { "guess", Code })
        {
            var paused = await RegisterAsync(limits, code);
            paused.Errors.ShouldHaveSingleItem().Definition.ShouldBe(RateErrors.TooMany);
            var limit = new RateLimitOptions().FailedInviteCodes;
            RateErrors.SecondsOf(paused.Error).ShouldBe(RateErrors.Seconds(limit.EndOf(limit.PieceAt(start)) - _time.GetUtcNow()));
        }

        _time.Skipped.Count.ShouldBe(4);
        (await RegisterAsync(limits, Code, $"{_address}-other")).IsSuccess.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(RateErrors.SecondsOf((await RegisterAsync(limits, Code)).Error)!.Value));
        (await RegisterAsync(limits, Code)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Handle_ThirtyTwoBadCodesAtOnceOnTwoNodes_LooksAtFive()
    {
        await using var other = _database.Again();
        var options = new RateLimitOptions { InviteCodeDelay = TimeSpan.Zero };
        using var first = new RegistrationLimits(options, _database.Get<IRateBuckets>(), _time);
        using var second = new RegistrationLimits(options, other.Get<IRateBuckets>(), _time);
        var looked = 0;

        var trials = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => (i % 2 == 0 ? first : second).TryCodeAsync(_address, $"guess{i}", LookAsync, Token), Token)));

        looked.ShouldBe(5);
        trials.Count(trial => trial.Refusal is null).ShouldBe(5);

        Task<bool> LookAsync(CancellationToken token)
        {
            Interlocked.Increment(ref looked);
            return Task.FromResult(false);
        }
    }

    [Fact]
    public async Task Handle_ThirtyTwoGoodCodesAtOnce_AreAllLookedAt()
    {
        using var limits = Limits(new RateLimitOptions());

        var trials = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => limits.TryCodeAsync(_address, "good", _ => Task.FromResult(true), Token), Token)));

        trials.ShouldAllBe(trial => trial.IsUsable);
        (await CountAsync("failed_invite_codes")).ShouldBe(0);
    }

    [Fact]
    public async Task Handle_FaultsOtherThanTheCode_CountAsAttemptsAlone()
    {
        await SeedAsync();
        using var limits = Limits(new RateLimitOptions { RegistrationAttemptsPerHour = 12 });
        for (var i = 0; i < 12; i++)
        {
            var result = await UseCase(limits).HandleAsync(new Registration("Ada", "nobody", "short", i % 2 == 0 ? Code : " ") { Address = _address }, Token);
            result.Errors.ShouldAllBe(error => error.Definition != RateErrors.TooMany);
        }

        var refused = await RegisterAsync(limits, Code);

        refused.Errors.ShouldHaveSingleItem().Definition.ShouldBe(RateErrors.TooMany);
        refused.Error.Message.ShouldStartWith("12 registrations an hour may be tried from a network address. Try again in ");
        (await CountAsync("failed_invite_codes")).ShouldBe(0);
        (await CountAsync("registrations")).ShouldBe(0);
        _time.Skipped.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(RateErrors.SecondsOf(refused.Error)!.Value));
        (await RegisterAsync(limits, Code)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Handle_AccountsOfADay_EndAtTheLimit_AndThoseThatCameToNothingCountForNothing()
    {
        await SeedAsync();
        using var limits = Limits(new RateLimitOptions { RegistrationsPerDay = 3 });
        var taken = $"{_address}@example.org";
        (await RegisterAsync(limits, Code, email: taken)).IsSuccess.ShouldBeTrue();
        (await RegisterAsync(limits, Code, email: taken)).Error.Definition.ShouldBe(AccountErrors.EmailTaken);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RegisterAsync(limits, Code), Token)));

        results.Count(result => result.IsSuccess).ShouldBe(2);
        var refused = results.First(result => !result.IsSuccess);
        refused.Error.Message.ShouldStartWith("3 accounts a day may be made from a network address. Try again in 25 hours.");
        _time.Advance(TimeSpan.FromSeconds(RateErrors.SecondsOf((await RegisterAsync(limits, Code)).Error)!.Value));
        (await RegisterAsync(limits, Code)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Handle_DatabaseThatCannotCount_RegistersNobody()
    {
        await SeedAsync();
        var email = $"{_address}@example.org";
        using var limits = new RegistrationLimits(new RateLimitOptions(), new FailingBuckets(_database.Get<IRateBuckets>()) { Fails = true }, _time);

        await Should.ThrowAsync<TimeoutException>(() => RegisterAsync(limits, Code, email: email));

        (await _database.Get<IUserDirectory>().EmailTakenAsync(email, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Handle_NoAddressOrNotEnabled_IsNotLimited()
    {
        await SeedAsync();
        using var limits = Limits(new RateLimitOptions());
        using var off = Limits(new RateLimitOptions { Enabled = false });
        for (var i = 0; i < 12; i++)
        {
            (await UseCase(limits).HandleAsync(new Registration("Ada", $"x{i}@example.org", "Correct7Horse", "guess"), Token)).Error.Definition.ShouldBe(AccountErrors.InviteNotUsable);
            (await RegisterAsync(off, "guess")).Error.Definition.ShouldBe(AccountErrors.InviteNotUsable);
        }

        _time.Skipped.ShouldBeEmpty();
    }

    [Fact]
    public async Task TryCodeAsync_MoreThanAreHeldBack_AnswersTheNextAtOnce_AndEndsWithTheCaller()
    {
        var time = new ManualTime(TestTimes.Now);
        using var limits = new RegistrationLimits(new RateLimitOptions { DelayedAtOnce = 2 }, _database.Get<IRateBuckets>(), time);
        using var leaving = new CancellationTokenSource();
        var waiting = new List<Task<InviteTrial>>();
        foreach (var address in new[] { "a", "b", "c" })
        {
            await limits.TryCodeAsync(_address + address, "guess", _ => Task.FromResult(false), Token);
            waiting.Add(limits.TryCodeAsync(_address + address, "guess", _ => Task.FromResult(false), leaving.Token));
            await Task.WhenAny(waiting[^1], Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Token));
        }

        waiting.Select(task => task.IsCompletedSuccessfully).ShouldBe([false, false, true]);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting[0]);
        await Should.ThrowAsync<OperationCanceledException>(() => waiting[1]);
        (await CountAsync("failed_invite_codes", "a")).ShouldBe(2);
    }

    [Fact]
    public async Task HandleAsync_Uploads_AreCountedByUser_AndPassWhenTheDatabaseFails()
    {
        var failing = new FailingBuckets(_database.Get<IRateBuckets>());
        var uploads = new TakeUpload(new RateLimitOptions { UploadsPerHour = 4 }, failing, _time);
        var (user, faults) = (TestIds.Next(), 0);

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => uploads.HandleAsync(user, _ => faults++, Token), Token)));

        answers.Count(answer => answer is null).ShouldBe(4);
        var refused = answers.First(answer => answer is not null)!;
        refused.Message.ShouldStartWith("4 files an hour may be sent. Try again in ");
        (await uploads.HandleAsync(TestIds.Next(), _ => faults++, Token)).ShouldBeNull();
        failing.Fails = true;
        (await uploads.HandleAsync(user, _ => faults++, Token)).ShouldBeNull();
        faults.ShouldBe(1);
        failing.Fails = false;
        _time.Advance(TimeSpan.FromSeconds(RateErrors.SecondsOf(refused)!.Value));
        (await uploads.HandleAsync(user, _ => faults++, Token)).ShouldBeNull();
    }

    private Task<Result<RegisteredUser>> RegisterAsync(RegistrationLimits limits, string code, string? address = null, string? email = null) => UseCase(limits).HandleAsync(
        new Registration("Ada Lovelace", email ?? $"{TestIds.Next()}@example.org", "Correct7Horse", code) { Address = address ?? _address }, Token);

    private RegisterUser UseCase(RegistrationLimits limits) => new(_database.Get<IUserDirectory>(), _database.Get<IInviteCodes>(), limits, new TimeOrderedIds(_time), _time);

    private RegistrationLimits Limits(RateLimitOptions options) => new(options, _database.Get<IRateBuckets>(), _time);

    private Task SeedAsync() => _database.Get<IInviteCodes>().EnsureAsync(Code, "test", _time.GetUtcNow(), Token);

    private async Task<int> CountAsync(string policy, string suffix = "")
    {
        await using var db = _database.NewContext();
        return await db.RateBuckets.Where(row => row.Policy == policy && row.Subject == _address + suffix).SumAsync(row => row.Count, Token);
    }
}
