using App.Core.Accounts;
using App.Core.Operations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class StartImpersonationTests(SqliteFixture fixture) : SessionContract(fixture), IClassFixture<SqliteFixture>
{
    private readonly ManualTime _time = new(Now);

    private StartImpersonation UseCase => new(Impersonations, new TimeOrderedIds(_time), _time);

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 1)]
    [InlineData(8, 8)]
    public async Task Handle_GoodRequest_LastsAsLongAsAsked(int? hours, int expected)
    {
        var request = await RequestAsync();

        var begun = (await UseCase.HandleAsync(request with { Hours = hours, Reason = "  Ticket 4711  " }, Token)).Value;

        (begun.Reason, begun.ExpiresAt).ShouldBe(("Ticket 4711", Now.AddHours(expected)));
        (await RowAsync(begun.Id)).TargetId.ShouldBe(request.TargetId);
    }

    [Theory]
    [InlineData(null, 1, "Reason", "no reason")]
    [InlineData("   ", 1, "Reason", "no reason")]
    [InlineData("why", 1, "Reason", "3 characters")]
    [InlineData("Ticket 4711\u0007", 1, "Reason", "U+0007")]
    [InlineData("Ticket\n4711", 1, "Reason", "U+000A")]
    [InlineData("Ticket 4711", 0, "Hours", "0 hours")]
    [InlineData("Ticket 4711", 9, "Hours", "9 hours")]
    [InlineData("Ticket 4711", -1, "Hours", "-1 hours")]
    [InlineData("Ticket 4711", int.MaxValue, "Hours", "hours")]
    public async Task Handle_TermsThatAreNotAllowed_SaysWhich(string? reason, int hours, string field, string words)
    {
        var result = await UseCase.HandleAsync(await RequestAsync() with { Reason = reason, Hours = hours }, Token);

        var error = result.Errors.ShouldHaveSingleItem();
        (error.Code, error.Field).ShouldBe(("ERR_SESSION_003", field));
        error.Message.ShouldContain(words);
    }

    [Fact]
    public async Task Handle_ReasonTooLong_IsRefused()
    {
        (await UseCase.HandleAsync(await RequestAsync() with { Reason = new string('x', 501) }, Token)).Errors.Single().Message.ShouldContain("501 characters");
        (await UseCase.HandleAsync(await RequestAsync() with { Reason = new string('x', 500) }, Token)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Handle_WhoMayNot_IsToldByCode_AndNothingElse()
    {
        var request = await RequestAsync();

        // With terms that are wrong too: who asks comes first.
        (await CodeAsync(request with { IsOperator = false, Reason = null })).ShouldBe("ERR_ADMIN_001");
        (await CodeAsync(request with { IsNested = true, IsOperator = false })).ShouldBe("ERR_ADMIN_004");
        (await CodeAsync(request with { TargetId = request.OperatorId, Reason = null })).ShouldBe("ERR_ADMIN_003");
        (await CodeAsync(request with { TargetId = TestIds.Next() })).ShouldBe("ERR_ADMIN_002");
        (await CodeAsync(request with { TargetId = await OperatorAsync() })).ShouldBe("ERR_ADMIN_006");
        var suspended = await UserAsync();
        await SuspendAsync(suspended);
        (await CodeAsync(request with { TargetId = suspended })).ShouldBe("ERR_ADMIN_006");

        // A claim that is older than the loss of the role is not believed.
        await RevokeRoleAsync(request.OperatorId);
        (await CodeAsync(request)).ShouldBe("ERR_ADMIN_001");
    }

    [Fact]
    public async Task Handle_WithOneUnderWay_IsNested()
    {
        var request = await RequestAsync();
        await UseCase.HandleAsync(request, Token);

        (await CodeAsync(request)).ShouldBe("ERR_ADMIN_004");
        (await CodeAsync(request with { SessionId = await SessionAsync(request.OperatorId) })).ShouldBe("ERR_ADMIN_004");
    }

    private async Task<string> CodeAsync(ImpersonationRequest request) => (await UseCase.HandleAsync(request, Token)).Errors.Single().Code;

    private async Task<ImpersonationRequest> RequestAsync()
    {
        var operatorId = await OperatorAsync();
        return new ImpersonationRequest(operatorId, true, await SessionAsync(operatorId), false, await UserAsync(), "Ticket 4711", 1);
    }
}
