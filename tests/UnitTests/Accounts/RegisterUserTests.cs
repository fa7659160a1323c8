using App.Core.Accounts;
using App.Core.Operations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class RegisterUserTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private const string Code = "LET-ME-IN";

    private readonly ManualTime _time = new(TestTimes.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RegisterUser UseCase => new(
        fixture.Database.Get<IUserDirectory>(), fixture.Database.Get<IInviteCodes>(), new RegistrationLimits(new RateLimitOptions(), fixture.Database.Get<IRateBuckets>(), _time), new DeterministicIds(_time), _time);

    [Fact]
    public async Task Handle_GoodRegistration_StoresTheUserUnderTheIdOfItsAddress()
    {
        await SeedAsync();

        var result = await UseCase.HandleAsync(new Registration(" Ada Lovelace ", " Ada@Example.org ", "Correct7Horse", " let-me-in "), Token);

        result.Value.Email.ShouldBe("Ada@Example.org");
        result.Value.FullName.ShouldBe("Ada Lovelace");
        result.Value.Id.ShouldBe(new DeterministicIds(_time).ForUser("ada@example.org"));
    }

    [Fact]
    public async Task Handle_EverythingWrong_ReportsAllInOrder()
    {
        var result = await UseCase.HandleAsync(new Registration(null, null, null, null), Token);

        result.Errors.Select(error => error.Code).ShouldBe(["ERR_INVITE_001", "ERR_USER_002", "ERR_USER_003", "ERR_USER_004"]);
    }

    [Fact]
    public async Task Handle_TakenAddressWithoutACode_DoesNotTellThatItIsTaken()
    {
        await SeedAsync();
        await UseCase.HandleAsync(new Registration("Ada", "taken@example.org", "Correct7Horse", Code), Token);

        var stranger = await UseCase.HandleAsync(new Registration("Eve", "taken@example.org", "Correct7Horse", "guess"), Token);
        var invited = await UseCase.HandleAsync(new Registration("Eve", "TAKEN@example.org", "Correct7Horse", Code), Token);

        stranger.Errors.Select(error => error.Code).ShouldBe(["ERR_INVITE_001"]);
        invited.Errors.Select(error => error.Code).ShouldBe(["ERR_USER_001"]);
    }

    [Fact]
    public void ToString_OfWhatCarriesSecrets_LeavesThemOut()
    {
        new Registration("Ada", "a@b.org", "Correct7Horse", Code).ToString().ShouldNotContain("Correct7Horse");
        new NewUser(Guid.Empty, "a@b.org", "Ada", "Correct7Horse", Code).ToString().ShouldNotContain("Correct7Horse");
    }

    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData(" ada.b+c@mail.example.co.uk ", true)]
    [InlineData("ada@münchen.example", true)]
    [InlineData("", false)]
    [InlineData("ada", false)]
    [InlineData("ada@", false)]
    [InlineData("ada@localhost", false)]
    [InlineData("ada@exa mple.org", false)]
    [InlineData("ada@@example.org", false)]
    [InlineData("ada@example..org", false)]
    [InlineData("Ada <ada@example.org>", false)]
    [InlineData("ada@example.org, eve@example.org", false)]
    public void EmailRule_Address_IsJudgedByItsForm(string address, bool good) => (EmailRule.Check(address) is null).ShouldBe(good);

    [Theory]
    [InlineData("Correct7Horse", null)]
    [InlineData("Ünlikely9wörds", null)]
    [InlineData("Short7A", "7 characters")]
    [InlineData("alllower7777x", "no upper-case")]
    [InlineData("ALLUPPER7XYZ", "no lower-case")]
    [InlineData("NoDigitsHere", "no digit")]
    [InlineData("Password1", "many people use")]
    [InlineData("P4ssw0rd2024!", "many people use")]
    [InlineData("Passw0rd", "many people use")]
    [InlineData("Qwerty123", "many people use")]
    [InlineData("Welcome2025!", "many people use")]
    [InlineData("Aaaaaaa1", "many people use")]
    public void PasswordRule_Password_IsJudgedByWhatItHas(string password, string? fault)
    {
        var error = PasswordRule.Check(password);

        if (fault is null)
        {
            error.ShouldBeNull();
        }
        else
        {
            error.ShouldNotBeNull().Message.ShouldContain(fault);
            error.Message.ShouldNotContain(password);
        }
    }

    private Task SeedAsync() => fixture.Database.Get<IInviteCodes>().EnsureAsync(Code, "test", _time.GetUtcNow(), Token);
}
