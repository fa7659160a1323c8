using App.Core.Portfolios;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Portfolios;

public sealed class SqlitePositionViewStoreTests(SqliteFixture fixture) : StoredPositionViewContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresPositionViewStoreTests(PostgresFixture fixture) : StoredPositionViewContract(fixture), IClassFixture<PostgresFixture>;

public sealed class MemoryPositionViewTests : PositionViewStoreContract
{
    protected override IPositionViewStore Views { get; } = new MemoryPositionViews();

    protected override Task<Guid> UserAsync() => Task.FromResult(TestIds.Next());
}

public abstract class StoredPositionViewContract(DatabaseFixture fixture) : PositionViewStoreContract
{
    private readonly TestDatabase _database = fixture.Database;

    protected override IPositionViewStore Views { get; } = fixture.Database.Get<IPositionViewStore>();

    protected override Task<Guid> UserAsync() => _database.AddUserAsync(Token);

    [Fact]
    public async Task SaveAsync_ManyAtOnce_KeepsNoMoreThanThereMayBe()
    {
        var owner = await UserAsync();
        for (var i = 0; i < PositionView.Most - 2; i++)
        {
            await Views.SaveAsync(View(owner, $"View {i}"), Token);
        }

        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Views.SaveAsync(View(owner, $"At once {i}"), Token), Token)));

        saved.Count(one => one is not null).ShouldBe(2);
        (await Views.ListAsync(owner, Token)).Count.ShouldBe(PositionView.Most);
    }

    [Fact]
    public async Task SaveAsync_OneNameAtOnce_KeepsOne()
    {
        var owner = await UserAsync();

        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Views.SaveAsync(View(owner, "Same", $"q={i}"), Token), Token)));

        saved.Count(one => one!.IsNew).ShouldBe(1);
        saved.Select(one => one!.View.Id).Distinct().ShouldHaveSingleItem();
        (await Views.ListAsync(owner, Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Views_OfAUserWhoGoes_GoToo()
    {
        var owner = await UserAsync();
        await Views.SaveAsync(View(owner, "Mine"), Token);

        await using var db = _database.NewContext();
        await db.Users.Where(user => user.Id == owner).ExecuteDeleteAsync(Token);

        (await db.PositionViews.CountAsync(view => view.OwnerId == owner, Token)).ShouldBe(0);
    }
}

public abstract class PositionViewStoreContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IPositionViewStore Views { get; }

    protected abstract Task<Guid> UserAsync();

    [Fact]
    public async Task ListAsync_OfAnOwner_IsByNameInAnyCaseAndHasNobodyElses()
    {
        var (owner, other) = (await UserAsync(), await UserAsync());
        foreach (var name in (string[])["banana", "Cherry", "apple", "Ähre"])
        {
            (await Views.SaveAsync(View(owner, name), Token)).ShouldNotBeNull().IsNew.ShouldBeTrue();
        }

        await Views.SaveAsync(View(other, "apple"), Token);

        (await Views.ListAsync(owner, Token)).Select(view => view.Name).ShouldBe(["apple", "banana", "Cherry", "Ähre"]);
        (await Views.ListAsync(await UserAsync(), Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SaveAsync_AView_IsReadBackAsItWas()
    {
        var view = View(await UserAsync(), new string('n', PositionView.LongestName), new string('q', PositionView.LongestQuery));

        await Views.SaveAsync(view, Token);

        (await Views.ListAsync(view.OwnerId, Token)).ShouldHaveSingleItem().ShouldBe(view);
    }

    [Fact]
    public async Task SaveAsync_OfANameThatIsThere_ReplacesItAndKeepsItsId()
    {
        var owner = await UserAsync();
        var first = await Views.SaveAsync(View(owner, "Options", "class=options"), Token);

        var second = await Views.SaveAsync(View(owner, "OPTIONS", "sort=-theta"), Token);

        second.ShouldNotBeNull().IsNew.ShouldBeFalse();
        var stored = (await Views.ListAsync(owner, Token)).ShouldHaveSingleItem();
        (stored.Id, stored.Name, stored.Query).ShouldBe((first!.View.Id, "OPTIONS", "sort=-theta"));
        second.View.ShouldBe(stored);
    }

    [Fact]
    public async Task SaveAsync_BeyondTheMost_IsRefusedButReplacingIsNot()
    {
        var owner = await UserAsync();
        for (var i = 0; i < PositionView.Most; i++)
        {
            await Views.SaveAsync(View(owner, $"View {i}"), Token);
        }

        (await Views.SaveAsync(View(owner, "One more"), Token)).ShouldBeNull();
        (await Views.SaveAsync(View(owner, "view 7", "closed=true"), Token)).ShouldNotBeNull().IsNew.ShouldBeFalse();
        (await Views.ListAsync(owner, Token)).Count.ShouldBe(PositionView.Most);
    }

    [Fact]
    public async Task RemoveAsync_OnlyTheOwners()
    {
        var (owner, other) = (await UserAsync(), await UserAsync());
        var saved = await Views.SaveAsync(View(owner, "Mine"), Token);
        var id = saved!.View.Id;

        (await Views.RemoveAsync(other, id, Token)).ShouldBeFalse();
        (await Views.ListAsync(owner, Token)).Count.ShouldBe(1);
        (await Views.RemoveAsync(owner, id, Token)).ShouldBeTrue();
        (await Views.RemoveAsync(owner, id, Token)).ShouldBeFalse();
        (await Views.ListAsync(owner, Token)).ShouldBeEmpty();
    }

    protected static PositionView View(Guid owner, string name, string query = "") => new()
    {
        Id = TestIds.Next(),
        OwnerId = owner,
        Name = name,
        NameKey = PositionView.KeyOf(name),
        Query = query,
        SavedAt = TestTimes.Now,
    };
}
