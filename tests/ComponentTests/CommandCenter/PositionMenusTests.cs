using App.Core.Portfolios;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class PositionMenusTests : PartsTest
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void Columns_OfTheMenu_AreAllButThePositionAndTickedWhereShown()
    {
        var menu = Menu(PositionColumns.Of(PositionColumn.Value, PositionColumn.Beta));

        menu.FindAll("input").Select(box => box.GetAttribute("name")).ShouldBe(
            ColumnFace.All.Select(face => face.Code).Except(["position"]), ignoreOrder: true);
        menu.FindAll("input[checked]").Select(box => box.GetAttribute("name")).ShouldBe(["value", "beta"]);
        menu.FindAll("legend").Select(legend => legend.TextContent).ShouldBe(["Position", "Price and value", "Risk", "Options"]);
    }

    [Fact]
    public void Columns_TickedQuickly_AllCount()
    {
        List<PositionColumns> sent = [];
        var menu = Menu(PositionColumns.Default, sent.Add);

        menu.Find("[name=volatility]").Change(true);
        menu.Find("[name=theta]").Change(true);
        menu.Find("[name=class]").Change(false);

        sent[^1].ShouldBe(PositionColumns.Default.Toggle(PositionColumn.Volatility).Toggle(PositionColumn.Theta).Toggle(PositionColumn.Class));

        // The address comes back late, and one step at a time.
        menu.Render(p => p.Add(x => x.Columns, sent[0]));
        menu.Find("[name=theta]").HasAttribute("checked").ShouldBeTrue();
        menu.Render(p => p.Add(x => x.Columns, sent[2]));
        menu.Find("[name=class]").HasAttribute("checked").ShouldBeFalse();

        // Somebody goes back in the history.
        menu.Render(p => p.Add(x => x.Columns, PositionColumns.Default));
        menu.Find("[name=theta]").HasAttribute("checked").ShouldBeFalse();
        menu.Find("[name=class]").HasAttribute("checked").ShouldBeTrue();
    }

    [Fact]
    public void Columns_Default_GoesBackAndThenDoesNothing()
    {
        List<PositionColumns> sent = [];
        var menu = Menu(PositionColumns.Of(PositionColumn.Beta), sent.Add);

        menu.Find("button").Click();
        menu.Find("button").Click();

        sent.ShouldBe([PositionColumns.Default]);
        menu.Find("button").GetAttribute("aria-disabled").ShouldBe("true");
        menu.Find("button").HasAttribute("disabled").ShouldBeFalse();
    }

    [Fact]
    public void Columns_OfTheCard_GoToTheAddress()
    {
        var card = Render<PositionsCard>(p => p.Add(x => x.View, Views.View()).Add(x => x.Query, CenterQuery.Default with { Positions = new PositionQuery(Page: 2) }));

        card.Find(".columns-menu [name=volatility]").Change(true);

        Navigation.Uri.ShouldEndWith("/?cols=position,class,side,quantity,price,value,weight,day,pnl,exposure,beta,volatility&page=2");
        Navigation.History.First().Options.ReplaceHistoryEntry.ShouldBeTrue();
    }

    [Fact]
    public async Task Views_ThatAreSaved_AreLinksToTheirAddress()
    {
        await AddAsync("Options by theta", "class=options&sort=-theta&cols=position,theta");
        await AddAsync("Now", "");
        var menu = ViewMenu(new PositionQuery(Page: 3));

        menu.FindAll(".views a").Select(link => (link.TextContent, link.GetAttribute("href"))).ShouldBe(
            [("Now", "/"), ("Options by theta", "/?class=options&sort=-theta&cols=position,theta")]);
        menu.Find("a[aria-current]").TextContent.ShouldBe("Now");
    }

    [Fact]
    public async Task Views_SavingThePresent_KeepsFilterOrderAndColumns()
    {
        var menu = ViewMenu(new PositionQuery("tech", InvestmentClass.Public, Page: 2) { Columns = PositionColumns.Of(PositionColumn.Beta) });
        menu.Markup.ShouldContain("No view is saved yet.");

        menu.Find("#view-name").Change(" Tech ");
        await menu.Find("form").SubmitAsync();

        Text(menu, "[role=status]").ShouldBe("“Tech” was saved.");
        menu.Find("#view-name").GetAttribute("value").ShouldBeNullOrEmpty();
        menu.Find(".views a").GetAttribute("href").ShouldBe("/?q=tech&class=public&cols=position,beta");
        (await SavedViews.ListAsync(Views.Owner, Token)).ShouldHaveSingleItem().Query.ShouldBe("q=tech&class=public&cols=position,beta");

        menu.Find("#view-name").Change("TECH");
        await menu.Find("form").SubmitAsync();
        Text(menu, "[role=status]").ShouldBe("“TECH” was replaced.");
        menu.FindAll(".views li").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Views_WithoutAName_SayWhatIsMissing()
    {
        var menu = ViewMenu(new PositionQuery());

        await menu.Find("form").SubmitAsync();

        menu.Find(".error").TextContent.ShouldContain("Give the view a name");
        menu.Find("#view-name").GetAttribute("aria-invalid").ShouldBe("true");
    }

    [Fact]
    public async Task Views_Removed_CanBeBroughtBack()
    {
        await AddAsync("Mine", "closed=true");
        var menu = ViewMenu(new PositionQuery());

        await menu.Find("[aria-label='Remove Mine']").ClickAsync(new());
        Text(menu, "[role=status]").ShouldBe("“Mine” was removed.Undo");
        (await SavedViews.ListAsync(Views.Owner, Token)).ShouldBeEmpty();

        await menu.Find("[role=status] button").ClickAsync(new());
        (await SavedViews.ListAsync(Views.Owner, Token)).ShouldHaveSingleItem().Query.ShouldBe("closed=true");
        menu.Find(".views a").TextContent.ShouldBe("Mine");
        menu.FindAll("[role=status] button").ShouldBeEmpty();
    }

    [Fact]
    public async Task Views_RemovedElsewhere_AreJustGone()
    {
        var saved = await AddAsync("Mine", "");
        var menu = ViewMenu(new PositionQuery());
        await SavedViews.RemoveAsync(Views.Owner, saved.Id, Token);

        await menu.Find("[aria-label='Remove Mine']").ClickAsync(new());

        Text(menu, "[role=status]").ShouldBe("“Mine” was removed.");
        menu.FindAll(".views li").ShouldBeEmpty();
    }

    private IRenderedComponent<PositionColumnMenu> Menu(PositionColumns columns, Action<PositionColumns>? sent = null) =>
        Render<PositionColumnMenu>(p => p.Add(x => x.Columns, columns).Add(x => x.OnChange, sent ?? (_ => { })));

    private IRenderedComponent<PositionViewMenu> ViewMenu(PositionQuery query)
    {
        var menu = Render<PositionViewMenu>(p => p.Add(x => x.Query, query).Add(x => x.Link, positions => (CenterQuery.Default with { Positions = positions }).ToAddress()));
        menu.FindAll(".views, .empty-views").ShouldBeEmpty("nothing is asked for before the menu is opened");
        menu.Find("summary").Click();
        return menu;
    }

    private async Task<PositionView> AddAsync(string name, string query) => (await SavedViews.SaveAsync(
        new PositionView { Id = TestIds.Next(), OwnerId = Views.Owner, Name = name, NameKey = PositionView.KeyOf(name), Query = query, SavedAt = TestTimes.Now }, Token))!.View;
}
