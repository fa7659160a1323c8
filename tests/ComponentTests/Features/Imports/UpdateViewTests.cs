using App.Core.Portfolios;
using App.Features.Imports;
using App.Features.Imports.Components;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Imports;

/// <summary>What importing an account again shows.</summary>
public sealed class UpdateViewTests : ImportViewTest
{
    private static ImportState.BrokerPreview Accounts { get; } = new(
        Some.Form, Some.Upload(), Some.Broker, new KnownAccounts(new Dictionary<int, PortfolioUpdate> { [0] = Some.Update }, [Some.Portfolio]),
        [new AccountPlan(0, true, Some.Form, Some.Portfolio.Id), new AccountPlan(1, false, Some.Form)], [], []);

    [Fact]
    public void AnAccountThatIsKnown_ShowsWhatChanges()
    {
        var card = Show(Accounts).FindAll(".account-card")[0];

        card.QuerySelectorAll("[data-change]").Select(row => $"{row.GetAttribute("data-change")} {row.QuerySelector(".symbol")!.TextContent}").ShouldBe(["Changed AAPL", "Added NEW", "Removed GONE"]);
        card.QuerySelector(".changes")!.TextContent.ShouldContain("1 unchanged");
        card.QuerySelectorAll("input[type=text]").ShouldBeEmpty("a portfolio that exists has its names");
        card.QuerySelector("select option[selected], select")!.ShouldNotBeNull();
        card.QuerySelector("[data-change=Changed] td:nth-child(3)")!.TextContent.ShouldBe("was 10 will be 12");
    }

    [Fact]
    public void TheUnchanged_AreShownWhenAskedFor()
    {
        var cut = Show(Accounts);

        cut.FindAll(".account-card")[0].QuerySelectorAll("input[type=checkbox]")[1].Change(true);

        cut.FindAll("[data-change=Unchanged]").Count.ShouldBe(1);
    }

    [Fact]
    public void AnotherTarget_IsTold()
    {
        Show(Accounts).Find("select").Change("");

        Sent.ShouldHaveSingleItem().ShouldBeOfType<ImportEvent.PlanEdited>().Plan.PortfolioId.ShouldBeNull();
    }

    [Fact]
    public void NothingThatChanges_CannotBeImported()
    {
        var known = Accounts.Known with { Updates = new Dictionary<int, PortfolioUpdate> { [0] = Some.NoUpdate } };

        var cut = Show(Accounts with { Known = known });

        cut.Find("button.primary").HasAttribute("disabled").ShouldBeTrue();
        cut.Markup.ShouldContain("There is nothing to import.");
    }

    [Fact]
    public void WhileItIsCompared_NothingCanBeConfirmed()
    {
        var cut = Show(Accounts with { Known = Accounts.Known with { Updates = new Dictionary<int, PortfolioUpdate>() } });

        cut.Find("button.primary").HasAttribute("disabled").ShouldBeTrue();
        cut.Find(".account-card [role=status]").TextContent.ShouldContain("Comparing");
    }

    [Fact]
    public void TheTemplate_IsConfirmedOrLeft()
    {
        var cut = Show(new ImportState.UpdatePreview(Some.Portfolio, Some.Ready.Reading!, Some.Update));

        cut.Find("button.primary").Click();

        Sent.ShouldHaveSingleItem().ShouldBeOfType<ImportEvent.ImportConfirmed>();
        cut.Find("a.btn").GetAttribute("href").ShouldBe($"/?portfolio={Some.Portfolio.Id}");
    }

    [Fact]
    public void AFileOfThePast_SaysWhenItWasImported()
    {
        var same = new App.Core.Imports.ImportRecord { Id = Guid.Empty, PortfolioId = Guid.Empty, FileName = "a.csv", TotalRows = 1, ImportedAt = Some.Now };

        Show(new ImportState.UpdatePreview(Some.Portfolio, Some.Ready.Reading!, Some.NoUpdate with { SameFile = same })).Markup.ShouldContain("20 Nov 2026");
    }

    [Fact]
    public void ManyChanges_AreShownPageByPage()
    {
        var cut = Render<ChangeTable>(parameters => parameters.Add(table => table.Portfolio, "Big").Add(table => table.Changes, PositionChanges.None([]) with
        {
            Items = [.. Enumerable.Range(0, 120).Select(_ => Some.Update.Changes.Items[0])],
        }));

        cut.FindAll("tbody tr").Count.ShouldBe(50);
        cut.Markup.ShouldContain("120");
    }
}
