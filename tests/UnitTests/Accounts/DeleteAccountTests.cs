using App.Core.Accounts;
using App.Core.Operations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class DeleteAccountTests : IDisposable
{
    private readonly RequestCounts _requests = new(new RateLimitOptions(), null!, new ManualTime(TestTimes.Now));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("right", null, "DELETE", true, null)]
    [InlineData("right", null, " DELETE ", true, null)]
    [InlineData("right", null, "delete", true, "ERR_LEAVE_002")]
    [InlineData("right", null, null, true, "ERR_LEAVE_002")]
    [InlineData("wrong", null, "DELETE", true, "ERR_LEAVE_001")]
    [InlineData(null, "ada@example.org", "DELETE", true, "ERR_LEAVE_001")]
    [InlineData(null, "ada@example.org", "DELETE", false, null)]
    [InlineData(null, "eve@example.org", "DELETE", false, "ERR_LEAVE_001")]
    public async Task Handle_WhatIsTyped_DecidesWhetherItIsDeleted(string? password, string? email, string? word, bool hasPassword, string? code)
    {
        var accounts = new Deletion(AccountDeletion.Deleted);

        var result = await new DeleteAccount(new Owner(hasPassword), accounts, _requests).HandleAsync(TestIds.Next(), new AccountGoodbye(password, email, word), Token);

        result.Errors.Select(error => error.Code).SingleOrDefault().ShouldBe(code);
        accounts.Asked.ShouldBe(code is null ? 1 : 0);
    }

    [Fact]
    public async Task Handle_WithoutTheWord_DoesNotTryThePassword()
    {
        var owner = new Owner(true);

        await new DeleteAccount(owner, new Deletion(AccountDeletion.Deleted), _requests).HandleAsync(TestIds.Next(), new AccountGoodbye("wrong", null, "no"), Token);

        owner.Asked.ShouldBe(0);
    }

    [Theory]
    [InlineData(AccountDeletion.LastOperator, "ERR_LEAVE_003")]
    [InlineData(AccountDeletion.NoAccount, "ERR_AUTH_001")]
    public async Task Handle_NotDeleted_SaysWhy(AccountDeletion answer, string code)
    {
        var result = await new DeleteAccount(new Owner(true), new Deletion(answer), _requests).HandleAsync(TestIds.Next(), new AccountGoodbye("right", null, "DELETE"), Token);

        result.Error.Code.ShouldBe(code);
    }

    [Fact]
    public async Task Handle_WhatWasCountedOfItsRequests_IsForgotten()
    {
        var user = TestIds.Next();
        await _requests.TakeAsync(RateSubject.Of(user), Token);
        _requests.Users.ShouldBe(1);

        await new DeleteAccount(new Owner(true), new Deletion(AccountDeletion.Deleted), _requests).HandleAsync(user, new AccountGoodbye("right", null, "DELETE"), Token);

        _requests.Users.ShouldBe(0);
    }

    [Fact]
    public void ToString_OfTheGoodbye_LeavesThePasswordOut() => new AccountGoodbye("Correct7Horse", null, "DELETE").ToString().ShouldNotContain("Correct7Horse");

    public void Dispose() => _requests.Dispose();

    private sealed class Owner(bool hasPassword) : IOwnerCheck
    {
        public int Asked { get; private set; }

        public Task<bool> HasPasswordAsync(Guid userId, CancellationToken cancellationToken) => Task.FromResult(hasPassword);

        public Task<bool> IsOwnerAsync(Guid userId, string? password, string? email, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(hasPassword ? password == "right" : email == "ada@example.org");
        }
    }

    private sealed class Deletion(AccountDeletion answer) : IAccountDeletion
    {
        public int Asked { get; private set; }

        public Task<AccountDeletion> DeleteAsync(Guid userId, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(answer);
        }
    }
}
