using App.Core.Accounts;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class SqliteInviteCodeStoreTests(SqliteFixture fixture) : InviteCodeStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresInviteCodeStoreTests(PostgresFixture fixture) : InviteCodeStoreContract(fixture), IClassFixture<PostgresFixture>;

public abstract class InviteCodeStoreContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;
    private readonly IInviteCodes _codes = fixture.Database.Get<IInviteCodes>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IsUsableAsync_CodeThatWasEnsured_IsTrueInAnySpelling()
    {
        await _codes.EnsureAsync(" Beta-Spring ", "spring", TestTimes.Now, Token);

        (await _codes.IsUsableAsync("beta-spring", TestTimes.Now, Token)).ShouldBeTrue();
        (await _codes.IsUsableAsync("BETA-SPRING\t", TestTimes.Now, Token)).ShouldBeTrue();
        (await _codes.IsUsableAsync("beta-sprin", TestTimes.Now, Token)).ShouldBeFalse();
        (await _codes.IsUsableAsync("", TestTimes.Now, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task IsUsableAsync_ExpiredRevokedOrUsedUp_IsFalse()
    {
        await using (var db = _database.NewContext())
        {
            db.InviteCodes.AddRange(
                new InviteCode { Code = "EXPIRED", Cohort = "x", CreatedAt = TestTimes.Now, ExpiresAt = TestTimes.Now },
                new InviteCode { Code = "REVOKED", Cohort = "x", CreatedAt = TestTimes.Now, RevokedAt = TestTimes.Now },
                new InviteCode { Code = "USEDUP", Cohort = "x", CreatedAt = TestTimes.Now, MaxUses = 2, Uses = 2 },
                new InviteCode { Code = "GOOD", Cohort = "x", CreatedAt = TestTimes.Now, MaxUses = 2, Uses = 1, ExpiresAt = TestTimes.Now.AddTicks(10) });
            await db.SaveChangesAsync(Token);
        }

        (await _codes.IsUsableAsync("expired", TestTimes.Now, Token)).ShouldBeFalse();
        (await _codes.IsUsableAsync("revoked", TestTimes.Now, Token)).ShouldBeFalse();
        (await _codes.IsUsableAsync("usedup", TestTimes.Now, Token)).ShouldBeFalse();
        (await _codes.IsUsableAsync("good", TestTimes.Now, Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task EnsureAsync_CodeThatWasRevoked_StaysRevoked()
    {
        await using (var db = _database.NewContext())
        {
            db.InviteCodes.Add(new InviteCode { Code = "WITHDRAWN", Cohort = "x", CreatedAt = TestTimes.Now, RevokedAt = TestTimes.Now });
            await db.SaveChangesAsync(Token);
        }

        await _codes.EnsureAsync("withdrawn", "another", TestTimes.Now, Token);

        (await _codes.IsUsableAsync("withdrawn", TestTimes.Now, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task EnsureAsync_SameCodeAtOnce_StoresItOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _codes.EnsureAsync("at-once", "x", TestTimes.Now, Token), Token)));

        await using var db = _database.NewContext();
        (await db.InviteCodes.CountAsync(code => code.Code == "AT-ONCE", Token)).ShouldBe(1);
    }
}
