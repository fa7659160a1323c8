using App.Core.Accounts;
using App.Data.Accounts;
using App.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class SqliteUserDirectoryTests(SqliteFixture fixture) : UserDirectoryContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresUserDirectoryTests(PostgresFixture fixture) : UserDirectoryContract(fixture), IClassFixture<PostgresFixture>;

public abstract class UserDirectoryContract(DatabaseFixture fixture)
{
    private const string Password = "Correct-Horse-Battery-9";

    private readonly TestDatabase _database = fixture.Database;
    private readonly IUserDirectory _users = fixture.Database.Get<IUserDirectory>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_NewUser_IsStoredWithAHashThatVerifies()
    {
        var user = NewUser("Ann.Lee@Example.org", await AddCodeAsync());

        (await _users.AddAsync(user, TestTimes.Now, Token)).ShouldBe(UserAddition.Added);

        await using var db = _database.NewContext();
        var row = await db.Users.SingleAsync(stored => stored.Id == user.Id, Token);
        row.Email.ShouldBe("Ann.Lee@Example.org");
        row.FullName.ShouldBe(user.FullName);
        row.CreatedAt.ShouldBe(TestTimes.Now);
        row.InvitedWith.ShouldBe(user.InviteCode);
        var hasher = _database.Get<IPasswordHasher<AppUser>>();
        hasher.VerifyHashedPassword(row, row.PasswordHash!, Password).ShouldBe(PasswordVerificationResult.Success);
        hasher.VerifyHashedPassword(row, row.PasswordHash!, Password + "x").ShouldBe(PasswordVerificationResult.Failed);
    }

    [Fact]
    public async Task AddAsync_Password_StandsInNoColumn()
    {
        var user = NewUser("plain@example.org", await AddCodeAsync());

        await _users.AddAsync(user, TestTimes.Now, Token);

        await using var db = _database.NewContext();
        await db.Database.OpenConnectionAsync(Token);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT * FROM users WHERE email = 'plain@example.org'";
        await using var reader = await command.ExecuteReaderAsync(Token);
        (await reader.ReadAsync(Token)).ShouldBeTrue();
        var values = Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue).Select(value => $"{value}").ToList();
        values.ShouldContain("plain@example.org");
        values.ShouldAllBe(value => !value.Contains(Password, StringComparison.OrdinalIgnoreCase));
        user.ToString().ShouldNotContain(Password);
    }

    [Theory]
    [InlineData("taken1@example.org", "TAKEN1@EXAMPLE.ORG")]
    [InlineData("Taken2@Example.org", "taken2@example.org")]
    public async Task AddAsync_EmailTakenInAnotherCase_StoresNothingAndCountsNoUse(string first, string second)
    {
        var code = await AddCodeAsync();
        (await _users.AddAsync(NewUser(first, code), TestTimes.Now, Token)).ShouldBe(UserAddition.Added);

        (await _users.AddAsync(NewUser(second, code), TestTimes.Now, Token)).ShouldBe(UserAddition.EmailTaken);

        (await _users.EmailTakenAsync($" {second} ", Token)).ShouldBeTrue();
        (await UsesAsync(code)).ShouldBe(1);
    }

    [Fact]
    public async Task EmailTakenAsync_UnknownAddress_IsFalse() => (await _users.EmailTakenAsync("nobody@example.org", Token)).ShouldBeFalse();

    [Fact]
    public async Task AddAsync_SameEmailAtOnce_AddsExactlyOne()
    {
        var code = await AddCodeAsync();
        string[] spellings = ["race@example.org", "Race@example.org", "RACE@EXAMPLE.ORG", "race@Example.Org"];

        var additions = await Task.WhenAll(spellings.Select(email => Task.Run(() => _users.AddAsync(NewUser(email, code), TestTimes.Now, Token), Token)));

        additions.Count(addition => addition == UserAddition.Added).ShouldBe(1);
        additions.Count(addition => addition == UserAddition.EmailTaken).ShouldBe(3);
        (await UsesAsync(code)).ShouldBe(1);
    }

    [Fact]
    public async Task AddAsync_LastUseOfACodeAtOnce_LetsExactlyOneIn()
    {
        var code = await AddCodeAsync(maxUses: 3, uses: 2);

        var additions = await Task.WhenAll(Enumerable.Range(0, 32).Select(
            i => Task.Run(() => _users.AddAsync(NewUser($"last{i}-{code}@example.org", code), TestTimes.Now, Token), Token)));

        additions.Count(addition => addition == UserAddition.Added).ShouldBe(1);
        additions.Count(addition => addition == UserAddition.InviteNotUsable).ShouldBe(31);
        (await UsesAsync(code)).ShouldBe(3);
        await using var db = _database.NewContext();
        (await db.Users.CountAsync(user => user.Email!.EndsWith($"-{code}@example.org"), Token)).ShouldBe(1);
    }

    [Fact]
    public async Task AddAsync_CodeThatDoesNotHold_StoresNothing()
    {
        string[] codes =
        [
            "unknown",
            await AddCodeAsync(expiresAt: TestTimes.Now),
            await AddCodeAsync(expiresAt: TestTimes.Now.AddMicroseconds(-1)),
            await AddCodeAsync(revokedAt: TestTimes.Now.AddDays(-1)),
            await AddCodeAsync(maxUses: 1, uses: 1),
            await AddCodeAsync(maxUses: 0),
        ];

        foreach (var code in codes)
        {
            var user = NewUser($"no-{code}@example.org", code);
            (await _users.AddAsync(user, TestTimes.Now, Token)).ShouldBe(UserAddition.InviteNotUsable, code);
            (await _users.EmailTakenAsync(user.Email, Token)).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task AddAsync_CodeInAnotherSpelling_IsTheSameCode()
    {
        var code = await AddCodeAsync(expiresAt: TestTimes.Now.AddMicroseconds(1));

        var user = NewUser("spelling@example.org", $"  {code.ToLowerInvariant()} ");

        (await _users.AddAsync(user, TestTimes.Now, Token)).ShouldBe(UserAddition.Added);
        (await UsesAsync(code)).ShouldBe(1);
    }

    private static NewUser NewUser(string email, string code) => new(TestIds.Next(), email, "Ann Lee-Søndergård", Password, code);

    private async Task<string> AddCodeAsync(int? maxUses = null, int uses = 0, DateTimeOffset? expiresAt = null, DateTimeOffset? revokedAt = null)
    {
        var code = new InviteCode
        {
            Code = InviteCode.Normalise($"code-{TestIds.Next()}"),
            Cohort = "test",
            CreatedAt = TestTimes.Now,
            MaxUses = maxUses,
            Uses = uses,
            ExpiresAt = expiresAt,
            RevokedAt = revokedAt,
        };
        await using var db = _database.NewContext();
        db.InviteCodes.Add(code);
        await db.SaveChangesAsync(Token);
        return code.Code;
    }

    private async Task<int> UsesAsync(string code)
    {
        await using var db = _database.NewContext();
        return await db.InviteCodes.Where(row => row.Code == code).Select(row => row.Uses).SingleAsync(Token);
    }
}
