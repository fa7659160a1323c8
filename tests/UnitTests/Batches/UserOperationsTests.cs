using System.Text.Json.Nodes;
using App.Core.Accounts;
using App.Core.Batches;
using App.Core.Operations;
using App.Data.Accounts;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using UnitTests.Accounts;
using Xunit;

namespace UnitTests.Batches;

public sealed class SqliteUserOperationsTests(SqliteFixture fixture) : UserOperationsContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresUserOperationsTests(PostgresFixture fixture) : UserOperationsContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>user_update and user_approval, as a batch does them.</summary>
public abstract class UserOperationsContract(DatabaseFixture fixture)
{
    private const CallerRights User = CallerRights.OwnEyes;

    private const CallerRights Operator = CallerRights.OwnEyes | CallerRights.Operator;

    private static readonly DateTimeOffset Now = TestTimes.Now;

    private readonly OperatedDatabase _database = new(fixture.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Update_OfOneself_ChangesWhatWasSentAndIsTold()
    {
        var me = await _database.UserAsync(row => row.FullName = "Before", Token);

        var detail = await SubmitAsync(me, User, "user_update", false,
            ("me", """{"name":" After ","locale":"DE-de","preferences":{"theme":"dark","amounts":"hidden"},"version":1}"""), (me.ToString(), """{"preferences":{"theme":null}}"""), ("me", """{"locale":"de-DE"}"""));

        detail.Operations.Select(operation => (operation.HttpStatus, operation.ErrorMessage)).ShouldBe([(200, null), (200, null), (200, null)]);
        detail.Operations[0].Result.ShouldBe($$"""{"user_id":"{{me}}","name":"After","locale":"de-DE","preferences":{"theme":"dark","amounts":"hidden"},"version":2}""");
        JsonNode.Parse(detail.Operations[1].Result!)!["name"].ShouldBeNull();
        var stored = await RowAsync(me);
        (stored.FullName, stored.Locale, stored.Theme, stored.Amounts).ShouldBe(("After", "de-DE", null, "hidden"));

        // What is so already is no change.
        stored.Version.ShouldBe(3);
        (await TrailAsync(me)).ShouldBe(
        [
            ("account.name_changed", null),
            ("account.preferences_changed", """{"old_locale":null,"new_locale":"de-DE","old_theme":null,"new_theme":"dark","old_amounts":null,"new_amounts":"hidden"}"""),
            ("account.preferences_changed", """{"old_theme":"dark","new_theme":null}"""),
        ]);
    }

    [Fact]
    public async Task Update_OfWhatIsNone_NamesItAndChangesNothing()
    {
        var me = await _database.UserAsync(row => row.FullName = "Before", Token);
        (string Data, string Named)[] refused =
        [
            ("""{"name":"","locale":"en-GB"}""", "The full name is empty"), ($$"""{"name":"{{new string('x', 201)}}"}""", "201 characters"), ("""{"name":null}""", "name is null"), ("""{"name":7}""", "name is 7"),
            ("""{"locale":"tlh"}""", "locale is “tlh”. Those are en-US, en, "), ("""{"locale":1}""", "locale is 1"), ("""{"preferences":{"theme":"sepia"}}""", "theme is “sepia”. Those are light, dark, system"),
            ("""{"preferences":{"amounts":true}}""", "amounts is true"), ("""{"preferences":{"colour":"red","theme":"dark"}}""", "“colour” is no field here. Those are theme, amounts"), ("""{"preferences":[]}""", "preferences is []"),
            ("""{"email":"other@example.org","name":"After"}""", "“email” is no field here"), ("{}", "nothing to change"), ("""{"preferences":{}}""", "nothing to change"), ("""{"version":1}""", "nothing to change"),
            ("""{"name":"After","version":0}""", "version is 0"),
        ];

        var detail = await SubmitAsync(me, User, "user_update", false, [.. refused.Select(each => ("me", each.Data))]);

        detail.Operations.Select(operation => operation.ErrorCode).ShouldAllBe(code => code == "VALIDATION_ERROR");
        foreach (var (operation, (_, named)) in detail.Operations.Zip(refused))
        {
            operation.ErrorMessage.ShouldNotBeNull().ShouldContain(named);
        }

        var stored = await RowAsync(me);
        (stored.FullName, stored.Preferences, stored.Version).ShouldBe(("Before", new UserPreferences(), 1));
        (await TrailAsync(me)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Update_OfAnother_IsForOperatorsAndForOthersNobodyIsThere()
    {
        var (by, me, other) = (await _database.OperatorAsync(Token), await _database.UserAsync(_ => { }, Token), await _database.UserAsync(_ => { }, Token));

        var plain = await SubmitAsync(me, User, "user_update", false, (other.ToString(), """{"name":"X"}"""), (TestIds.Next().ToString(), """{"name":"X"}"""), ("them", """{"name":"X"}"""));
        plain.Operations.Select(operation => (operation.ErrorCode, operation.ErrorMessage)).Distinct().ShouldHaveSingleItem().Item1.ShouldBe("RESOURCE_NOT_FOUND");

        var operated = await SubmitAsync(by, Operator, "user_update", false, (other.ToString(), """{"name":"Mended","locale":"fr-FR"}"""), (TestIds.Next().ToString(), """{"name":"X"}"""), ("them", """{"name":"X"}"""));
        operated.Operations.Select(operation => operation.ErrorCode).ShouldBe([null, "RESOURCE_NOT_FOUND", "RESOURCE_NOT_FOUND"]);
        var stored = await RowAsync(other);
        (stored.FullName, stored.Locale).ShouldBe(("Mended", "fr-FR"));
        (await TrailAsync(other)).Select(entry => entry.Action).ShouldBe(["account.name_changed", "account.preferences_changed"]);

        // Who was an operator when the batch was sent, and is none any more, has nobody but themselves.
        (await SubmitAsync(me, Operator, "user_update", false, (other.ToString(), """{"name":"X"}"""))).Operations[0].ErrorCode.ShouldBe("RESOURCE_NOT_FOUND");
        (await RowAsync(other)).FullName.ShouldBe("Mended");
    }

    [Fact]
    public async Task Both_ThroughAnothersEyesOrMadeForAnotherVersion_AreRefused()
    {
        var (by, me, other) = (await _database.OperatorAsync(Token), await _database.UserAsync(_ => { }, Token), await _database.UserAsync(_ => { }, Token));

        (await SubmitAsync(me, CallerRights.None, "user_update", false, ("me", """{"name":"X"}"""))).Operations[0].ErrorCode.ShouldBe("PERMISSION_DENIED");
        (await SubmitAsync(by, CallerRights.Operator, "user_approval", false, (other.ToString(), """{"is_premium":true}"""))).Operations[0].ErrorCode.ShouldBe("PERMISSION_DENIED");
        (await SubmitAsync(me, User, "user_update", false, ("me", """{"name":"X","version":2}"""))).Operations.Select(operation => (operation.ErrorCode, operation.ErrorType)).ShouldBe([("CONFLICT", "ERR_USER_005")]);
        (await SubmitAsync(by, Operator, "user_approval", false, (other.ToString(), """{"is_premium":true,"version":7}"""))).Operations.Select(operation => (operation.ErrorCode, operation.ErrorType))
            .ShouldBe([("CONFLICT", "ERR_USER_005")]);

        (await RowAsync(me)).Version.ShouldBe(1);
        (await RowAsync(other)).Version.ShouldBe(1);
        (await TrailAsync(other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Approval_OfEachField_IsDoneTakenBackAndTold()
    {
        var (by, user) = (await _database.OperatorAsync(Token), await _database.UserAsync(_ => { }, Token));
        var session = await _database.SessionAsync(user, Now.AddDays(1), Token);

        var given = await SubmitAsync(by, Operator, "user_approval", false, (user.ToString(), """{"is_verified":true,"is_premium":true,"is_available":false,"version":1}"""), (user.ToString(), """{"is_verified":true}"""));

        given.Operations.Select(operation => operation.ErrorMessage).ShouldBe([null, null]);
        var answer = JsonNode.Parse(given.Operations[0].Result!)!;
        ((bool)answer["is_verified"]!, (bool)answer["is_premium"]!, (bool)answer["is_available"]!, (int)answer["version"]!).ShouldBe((true, true, false, 4));
        var stored = await RowAsync(user);
        (stored.VerifiedAt, stored.VerifiedBy, stored.IsPremium, stored.SuspendedAt, stored.Version).ShouldBe((Now, by, true, Now, 4));
        await using (var db = fixture.Database.NewContext())
        {
            (await db.UserSessions.AsNoTracking().SingleAsync(row => row.Id == session, Token)).EndReason.ShouldBe(SessionEnd.AccountClosed);
        }

        await SubmitAsync(by, Operator, "user_approval", false, (user.ToString(), """{"is_verified":false,"is_premium":false,"is_available":true}"""));
        var back = await RowAsync(user);
        (back.VerifiedAt, back.VerifiedBy, back.IsPremium, back.SuspendedAt).ShouldBe((null, null, false, null));
        var trail = await TrailAsync(user);
        trail.Select(entry => entry.Action).ShouldBe(
            ["account.verified", "account.premium_granted", "account.suspended", "account.unverified", "account.premium_revoked", "account.reopened"]);
        trail[0].Details.ShouldBe("""{"old_is_verified":false,"new_is_verified":true}""");
        trail[3].Details.ShouldNotBeNull().ShouldContain(by.ToString());
        trail[4].Details.ShouldBe("""{"old_is_premium":true,"new_is_premium":false}""");
        trail[5].Details.ShouldBe("""{"old_is_available":false,"new_is_available":true}""");
    }

    [Fact]
    public async Task Approval_Refused_LeavesAllAsItWas()
    {
        var (by, user) = (await _database.OperatorAsync(Token), await _database.UserAsync(_ => { }, Token));
        (string Resource, string Data, string Code)[] refused =
        [
            (user.ToString(), """{"is_verified":"yes","is_premium":true}""", "VALIDATION_ERROR"), (user.ToString(), """{"is_premium":null}""", "VALIDATION_ERROR"), (user.ToString(), "{}", "VALIDATION_ERROR"),
            (user.ToString(), """{"is_admin":true,"is_premium":true}""", "VALIDATION_ERROR"), (TestIds.Next().ToString(), """{"is_premium":true}""", "RESOURCE_NOT_FOUND"), ("me", """{"is_premium":true}""", "RESOURCE_NOT_FOUND"),
            (by.ToString(), """{"is_available":false}""", "VALIDATION_ERROR"), (by.ToString(), """{"is_premium":true}""", "VALIDATION_ERROR"),
        ];

        var detail = await SubmitAsync(by, Operator, "user_approval", false, [.. refused.Select(each => (each.Resource, each.Data))]);
        detail.Operations.Select(operation => operation.ErrorCode).ShouldBe(refused.Select(each => each.Code));
        detail.Operations[6].ErrorType.ShouldBe("ERR_ADMIN_003");
        (await SubmitAsync(user, User, "user_approval", false, (by.ToString(), """{"is_available":false}"""), (user.ToString(), """{"is_premium":true}"""))).Operations.Select(operation => operation.ErrorCode)
            .ShouldBe(["PERMISSION_DENIED", "PERMISSION_DENIED"]);

        // Rights that the batch was sent with, and that are gone.
        (await SubmitAsync(user, Operator, "user_approval", false, (by.ToString(), """{"is_available":false}"""))).Operations[0].ErrorCode.ShouldBe("PERMISSION_DENIED");
        var (left, stays) = (await RowAsync(user), await RowAsync(by));
        (left.IsPremium, left.Version, stays.SuspendedAt, stays.IsPremium).ShouldBe((false, 1, null, false));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Approval_AtomicWithOneRefused_LeavesNone(int index)
    {
        var by = await _database.OperatorAsync(Token);
        List<Guid> users = [await _database.UserAsync(_ => { }, Token), await _database.UserAsync(_ => { }, Token), await _database.UserAsync(_ => { }, Token)];
        var session = await _database.SessionAsync(users[1], Now.AddDays(1), Token);

        var detail = await SubmitAsync(by, Operator, "user_approval", true,
            [.. users.Select((user, i) => (i == index ? TestIds.Next().ToString() : user.ToString(), """{"is_verified":true,"is_available":false}"""))]);

        detail.Operations.Select(operation => operation.ErrorCode).ShouldBe(Enumerable.Range(0, 3).Select(i => i == index ? "RESOURCE_NOT_FOUND" : "TRANSACTION_FAILED"));
        foreach (var user in users)
        {
            var stored = await RowAsync(user);
            (stored.VerifiedAt, stored.SuspendedAt, stored.Version).ShouldBe((null, null, 1));
            (await TrailAsync(user)).ShouldBeEmpty();
        }

        await using var db = fixture.Database.NewContext();
        (await db.UserSessions.AsNoTracking().SingleAsync(row => row.Id == session, Token)).EndedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Approval_OfTwoOperatorsThatCloseEachOtherAtOnce_LeavesOne()
    {
        var (one, other) = (await _database.OperatorAsync(Token), await _database.OperatorAsync(Token));

        await Task.WhenAll(
            Task.Run(() => SubmitAsync(one, Operator, "user_approval", true, (other.ToString(), """{"is_available":false}""")), Token),
            Task.Run(() => SubmitAsync(other, Operator, "user_approval", true, (one.ToString(), """{"is_available":false}""")), Token));

        new[] { await RowAsync(one), await RowAsync(other) }.Count(row => row.SuspendedAt is null).ShouldBe(1);
    }

    [Fact]
    public async Task Framework_WritingARowThatItReadBefore_LeavesWhatIsOurs()
    {
        var (by, user) = (await _database.OperatorAsync(Token), await _database.UserAsync(row => row.FullName = "Before", Token));
        await using var db = fixture.Database.NewContext();
        var stale = await db.Users.SingleAsync(row => row.Id == user, Token);
        await SubmitAsync(by, Operator, "user_approval", false, (user.ToString(), """{"is_verified":true,"is_available":false}"""));
        await SubmitAsync(by, Operator, "user_update", false, (user.ToString(), """{"name":"After","locale":"de-DE"}"""));

        // As UserManager.UpdateAsync does.
        db.Update(stale);
        stale.PhoneNumber = "555-0100";
        await db.SaveChangesAsync(Token);

        var stored = await RowAsync(user);
        (stored.PhoneNumber, stored.FullName, stored.Locale, stored.VerifiedBy, stored.SuspendedAt, stored.Version).ShouldBe(("555-0100", "After", "de-DE", by, Now, 4));
    }

    private async Task<BatchDetail> SubmitAsync(Guid caller, CallerRights rights, string type, bool atomic, params (string Id, string Data)[] operations)
    {
        using var acting = Actor.Begin(new Actor(caller, null, ActorChannel.Api, null));
        var database = fixture.Database;
        var time = new ManualTime(Now);
        var execute = new ExecuteBatch(
            database.Get<IBatchStore>(),
            database.Get<IUnitOfWork>(),
            database.Get<IUserAdministration>(),
            [new UpdateUserOperation(new ChangeProfile(database.Get<IUserProfiles>())), new ApproveUserOperation(new AdministerUser(database.Get<IUserAdministration>(), time))],
            new BatchSignals(),
            time);
        var submit = new SubmitBatch(database.Get<IBatchStore>(), execute, new RecordingDispatcher(), new TimeOrderedIds(TimeProvider.System), time);
        var form = new BatchForm(type, [.. operations.Select(operation => new OperationForm("PATCH", operation.Id, operation.Data))], atomic, null);
        return (await submit.HandleAsync(caller, rights, form, fault => Assert.Fail(fault.ToString()), Token)).Value;
    }

    private async Task<AppUser> RowAsync(Guid user)
    {
        await using var db = fixture.Database.NewContext();
        return await db.Users.AsNoTracking().SingleAsync(row => row.Id == user, Token);
    }

    private async Task<List<(string Action, string? Details)>> TrailAsync(Guid user)
    {
        await using var db = fixture.Database.NewContext();
        var entries = await db.AuditEntries.AsNoTracking().Where(entry => entry.OwnerId == user).OrderBy(entry => entry.Sequence).ToListAsync(Token);
        return [.. entries.Where(entry => entry.Action.StartsWith("account.", StringComparison.Ordinal)).Select(entry => (entry.Action, entry.Details))];
    }
}
