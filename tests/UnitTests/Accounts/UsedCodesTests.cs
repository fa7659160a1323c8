using App.Core.Accounts;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class SqliteUsedCodesTests(SqliteFixture fixture) : UsedCodesContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresUsedCodesTests(PostgresFixture fixture) : UsedCodesContract(fixture), IClassFixture<PostgresFixture>;

public abstract class UsedCodesContract(DatabaseFixture fixture)
{
    private readonly IUsedCodes _used = fixture.Database.Get<IUsedCodes>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeAsync_AStep_IsTakenOnce_AndThoseBeforeItWithIt()
    {
        var user = await fixture.Database.AddUserAsync(Token);

        (await _used.TakeAsync(user, 59_000_000, Token)).ShouldBeTrue();
        (await _used.TakeAsync(user, 59_000_000, Token)).ShouldBeFalse();
        (await _used.TakeAsync(user, 58_999_999, Token)).ShouldBeFalse();
        (await _used.TakeAsync(user, 59_000_001, Token)).ShouldBeTrue();
        (await _used.TakeAsync(user, 100_000_000, Token)).ShouldBeTrue();
        (await _used.TakeAsync(user, 59_000_002, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task TakeAsync_AnotherUser_HasCodesOfItsOwn()
    {
        (await _used.TakeAsync(await fixture.Database.AddUserAsync(Token), 60_000_000, Token)).ShouldBeTrue();
        (await _used.TakeAsync(await fixture.Database.AddUserAsync(Token), 60_000_000, Token)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TakeAsync_TheSameStepAtOnce_LetsExactlyOneIn(bool hasUsedOne)
    {
        var user = await fixture.Database.AddUserAsync(Token);
        if (hasUsedOne)
        {
            await _used.TakeAsync(user, 1, Token);
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _used.TakeAsync(user, 61_000_000, Token), Token)));

        taken.Count(one => one).ShouldBe(1);
    }
}
