using App.Core.Operations;
using App.Data.Accounts;
using App.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class SqliteAppUserStoreTests(SqliteFixture fixture) : AppUserStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresAppUserStoreTests(PostgresFixture fixture) : AppUserStoreContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>The framework's managers over our store, on both databases: second factors, passkeys, and what is written with its message and its entry or not at all.</summary>
public abstract class AppUserStoreContract(DatabaseFixture fixture)
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RecoveryCodes_AreStoredAsHashes_AndEachWorksOnce()
    {
        await using var scope = NewScope();
        var (users, user) = await LoadAsync(scope);
        string[] codes = [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 10) ?? []];
        codes.Length.ShouldBe(10);
        codes.ShouldBeUnique();

        var kept = await TokensAsync(user.Id);
        kept.ShouldAllBe(value => !codes.Any(code => value.Contains(code, StringComparison.OrdinalIgnoreCase)));
        (await users.CountRecoveryCodesAsync(user)).ShouldBe(10);
        (await users.RedeemTwoFactorRecoveryCodeAsync(user, codes[3])).Succeeded.ShouldBeTrue();
        (await users.RedeemTwoFactorRecoveryCodeAsync(user, codes[3])).Succeeded.ShouldBeFalse();
        (await users.RedeemTwoFactorRecoveryCodeAsync(user, "AAAAA-AAAAA")).Succeeded.ShouldBeFalse();
        (await users.CountRecoveryCodesAsync(user)).ShouldBe(9);
    }

    [Fact]
    public async Task RecoveryCode_AtOnceFromTwoPlaces_LetsOneIn()
    {
        await using var scope = NewScope();
        var (users, user) = await LoadAsync(scope);
        var code = (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 10))!.First();

        // Both have read the row before either has written.
        await using var first = NewScope();
        await using var second = NewScope();
        var (here, mine) = await LoadAsync(first, user.Id);
        var (there, same) = await LoadAsync(second, user.Id);
        (await here.RedeemTwoFactorRecoveryCodeAsync(mine, code)).Succeeded.ShouldBeTrue();
        (await there.RedeemTwoFactorRecoveryCodeAsync(same, code)).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public async Task AuthenticatorKey_IsStoredEncrypted_AndReadByThisInstallationAlone()
    {
        await using var scope = NewScope();
        var (users, user) = await LoadAsync(scope);
        await users.ResetAuthenticatorKeyAsync(user);
        var key = (await users.GetAuthenticatorKeyAsync(user)).ShouldNotBeNull();

        (await TokensAsync(user.Id)).ShouldAllBe(value => !value.Contains(key, StringComparison.OrdinalIgnoreCase));
        await using var foreign = NewScope(new EphemeralDataProtectionProvider());
        var (others, same) = await LoadAsync(foreign, user.Id);
        (await others.GetAuthenticatorKeyAsync(same)).ShouldBeNull();
    }

    [Fact]
    public async Task Passkeys_AreAddedFoundRenamedUsedAndRemoved()
    {
        await using var scope = NewScope();
        var (users, user) = await LoadAsync(scope);
        users.SupportsUserPasskey.ShouldBeTrue();
        byte[] id = [.. TestIds.Next().ToByteArray(), 0, 255];
        (await users.AddOrUpdatePasskeyAsync(user, Passkey(id, 0, "Laptop"))).Succeeded.ShouldBeTrue();

        await using var later = NewScope();
        var (again, loaded) = await LoadAsync(later, user.Id);
        (await again.FindByPasskeyIdAsync(id))!.Id.ShouldBe(user.Id);
        var stored = (await again.GetPasskeysAsync(loaded)).ShouldHaveSingleItem();
        stored.Name.ShouldBe("Laptop");
        stored.PublicKey.ShouldBe([1, 2, 3]);
        stored.Transports.ShouldBe(["internal", "hybrid"]);
        stored.CreatedAt.ShouldBe(TestTimes.Now);
        var used = Passkey(id, 7, "Laptop");
        used.Name = "Old laptop";
        (await again.AddOrUpdatePasskeyAsync(loaded, used)).Succeeded.ShouldBeTrue();
        var renamed = (await again.GetPasskeyAsync(loaded, id)).ShouldNotBeNull();
        (renamed.Name, renamed.SignCount).ShouldBe(("Old laptop", 7u));

        (await again.RemovePasskeyAsync(loaded, id)).Succeeded.ShouldBeTrue();
        (await again.FindByPasskeyIdAsync(id)).ShouldBeNull();
    }

    [Fact]
    public async Task Passkey_OfAUserWhoIsDeleted_GoesToo()
    {
        await using var scope = NewScope();
        var (users, user) = await LoadAsync(scope);
        var id = TestIds.Next().ToByteArray();
        await users.AddOrUpdatePasskeyAsync(user, Passkey(id, 0, "Phone"));

        await using var db = fixture.Database.NewContext();
        await db.Users.Where(row => row.Id == user.Id).ExecuteDeleteAsync(Token);

        (await db.Set<IdentityUserPasskey<Guid>>().AnyAsync(row => row.UserId == user.Id, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Transaction_WorkThatSucceeds_KeepsItsMessageAndItsEntry()
    {
        await using var scope = NewScope();
        var (users, user) = await LoadAsync(scope);
        var mail = Mail(user.Id);
        user.PhoneNumber = "555-0100";

        using (Actor.Begin(new Actor(user.Id, null, ActorChannel.Page, "test")))
        {
            var result = await scope.ServiceProvider.GetRequiredService<AccountTransaction>().RunAsync(
                () => users.UpdateAsync(user), new AuditEvent(AuditAction.NameChanged, user.Id, null), [mail], Token);
            result.Succeeded.ShouldBeTrue();
        }

        await using var db = fixture.Database.NewContext();
        (await db.Users.SingleAsync(row => row.Id == user.Id, Token)).PhoneNumber.ShouldBe("555-0100");
        (await db.OutgoingMails.AnyAsync(row => row.Id == mail.Id, Token)).ShouldBeTrue();
        (await db.AuditEntries.CountAsync(row => row.OwnerId == user.Id && row.Action == AuditAction.NameChanged.Code, Token)).ShouldBe(1);
    }

    [Fact]
    public async Task Transaction_AddressThatIsTaken_KeepsNothingOfIt()
    {
        await using var scope = NewScope();
        var (users, user) = await LoadAsync(scope);
        var (before, other) = (user.Email, await EmailOfAsync(await fixture.Database.AddUserAsync(Token)));
        var mail = Mail(user.Id);
        user.Email = user.UserName = other;

        using (Actor.Begin(new Actor(user.Id, null, ActorChannel.Page, "test")))
        {
            var result = await scope.ServiceProvider.GetRequiredService<AccountTransaction>().RunAsync(
                () => users.UpdateAsync(user), new AuditEvent(AuditAction.EmailChanged, user.Id, null), [mail], Token);
            result.Succeeded.ShouldBeFalse();
            result.Errors.ShouldContain(error => error.Code.StartsWith("Duplicate", StringComparison.Ordinal));
        }

        (await EmailOfAsync(user.Id)).ShouldBe(before);
        await using var db = fixture.Database.NewContext();
        (await db.OutgoingMails.AnyAsync(row => row.Id == mail.Id, Token)).ShouldBeFalse();
        (await db.AuditEntries.AnyAsync(row => row.OwnerId == user.Id, Token)).ShouldBeFalse();
    }

    private static OutgoingMail Mail(Guid user) =>
        new() { Id = TestIds.Next(), UserId = user, Kind = "test", Payload = "sealed", CreatedAt = TestTimes.Now, NextTryAt = TestTimes.Now };

    private static UserPasskeyInfo Passkey(byte[] id, uint count, string name) =>
        new(id, [1, 2, 3], TestTimes.Now, count, ["internal", "hybrid"], isUserVerified: true, isBackupEligible: true, isBackedUp: false, [4, 5], [6, 7]) { Name = name };

    private async Task<(UserManager<AppUser> Users, AppUser User)> LoadAsync(AsyncServiceScope scope, Guid? id = null)
    {
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var user = (await users.FindByIdAsync($"{id ?? await fixture.Database.AddUserAsync(Token)}")).ShouldNotBeNull();
        if (id is null)
        {
            await users.UpdateSecurityStampAsync(user);
        }

        return (users, user);
    }

    private AsyncServiceScope NewScope(IDataProtectionProvider? keys = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(fixture.Database.Get<App.Data.Providers.Database>())
            .AddSingleton(keys ?? _keys)
            .AddScoped(_ => fixture.Database.NewContext());
        services.AddIdentityCore<AppUser>(options => options.User.RequireUniqueEmail = true).AddRoles<IdentityRole<Guid>>().AddAccountStores();
        return services.BuildServiceProvider().CreateAsyncScope();
    }

    private async Task<string> EmailOfAsync(Guid id)
    {
        await using var db = fixture.Database.NewContext();
        return (await db.Users.Where(user => user.Id == id).Select(user => user.Email).SingleAsync(Token))!;
    }

    private async Task<IReadOnlyList<string>> TokensAsync(Guid id)
    {
        await using var db = fixture.Database.NewContext();
        var values = await db.UserTokens.Where(token => token.UserId == id).Select(token => token.Value!).ToListAsync(Token);
        values.ShouldNotBeEmpty();
        return values;
    }
}
