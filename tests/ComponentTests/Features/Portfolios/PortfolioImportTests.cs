using System.Text;
using App.Core.Batches;
using App.Core.Results;
using App.Features.Portfolios;
using App.Features.Portfolios.Components;
using Bunit;
using ComponentTests.CommandCenter;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Shouldly;
using Xunit;
using static App.Features.Portfolios.PortfolioImportEvent;
using static App.Features.Portfolios.PortfolioImportState;

namespace ComponentTests.Features.Portfolios;

/// <summary>The import of a list of portfolios: its states, and the parts that show them.</summary>
public sealed class PortfolioImportTests : PartsTest
{
    private const string List = "Name,Account,Type,Equity,Notes,Mood\nOne,,roth,\"$1,250,000.00\",mine,good\nTw*,,Margin,5,,\n";

    private readonly List<PortfolioImportEvent> _sent = [];

    [Fact]
    public void Next_TheWayThrough_GoesFromStateToState()
    {
        var reading = PortfolioImportTransitions.Next(Writing.Fresh, new ReadWanted());
        reading.ShouldBe(new Writing("", [], true));
        PortfolioImportTransitions.Next(reading, new ReadWanted()).ShouldBeSameAs(reading, "a second click");
        PortfolioImportTransitions.Next(reading, new ReadRefused(null, [Fault(null, "x")])).ShouldBeOfType<Writing>().ShouldSatisfyAllConditions(state => state.IsReading.ShouldBeFalse(), state => state.Errors.Count.ShouldBe(1));
        var review = PortfolioImportTransitions.Next(reading, new ListRead(List, Sheet, Good)).ShouldBeOfType<Reviewing>();
        review.Rows.Select(row => row.Line).ShouldBe([2, 3]);
        var creating = PortfolioImportTransitions.Next(review, new CreateWanted()).ShouldBeOfType<Creating>();
        creating.Review.ShouldBe(review);
        foreach (var late in (PortfolioImportEvent[])[new CreateWanted(), new TextWanted(), new CellEdited(2, PortfolioColumn.Name, "x"), new RowToggled(2), new FaultyLeftOut(), new StartedOver(), new ReadWanted()])
        {
            PortfolioImportTransitions.Next(creating, late).ShouldBeSameAs(creating, late.ToString());
        }

        var refused = PortfolioImportTransitions.Next(creating, new Refused([Fault("name", "taken")])).ShouldBeOfType<Reviewing>();
        (refused.IsChecking, refused.CanCreate, refused.Errors.Count).ShouldBe((true, false, 1));
        PortfolioImportTransitions.Next(refused, new Rechecked(refused.Rows, refused.LeftOut, Bad)).ShouldBeOfType<Reviewing>().ShouldSatisfyAllConditions(state => state.Errors.Count.ShouldBe(1), state => state.IsChecking.ShouldBeFalse());
        var created = PortfolioImportTransitions.Next(creating, new Made([Views.Portfolio()])).ShouldBeOfType<Created>();
        PortfolioImportTransitions.Next(created, new CreateWanted()).ShouldBeSameAs(created);
        PortfolioImportTransitions.Next(created, new StartedOver()).ShouldBeSameAs(Writing.Fresh);
    }

    [Fact]
    public void Next_AnEditedCell_WaitsForItsOwnCheck()
    {
        var review = Review(Good);

        var edited = PortfolioImportTransitions.Next(review, new CellEdited(3, PortfolioColumn.Name, "Two")).ShouldBeOfType<Reviewing>();

        (edited.IsChecking, edited.CanCreate, edited.Rows[1][PortfolioColumn.Name]).ShouldBe((true, false, "Two"));
        PortfolioImportTransitions.Next(edited, new CreateWanted()).ShouldBeSameAs(edited);
        PortfolioImportTransitions.Next(edited, new FaultyLeftOut()).ShouldBeSameAs(edited);
        PortfolioImportTransitions.Next(edited, new Rechecked(review.Rows, review.LeftOut, Good)).ShouldBeSameAs(edited, "the answer of the rows before");
        PortfolioImportTransitions.Next(edited, new Rechecked(edited.Rows, edited.LeftOut, Good)).ShouldBeOfType<Reviewing>().CanCreate.ShouldBeTrue();
        PortfolioImportTransitions.Next(edited, new CellEdited(3, PortfolioColumn.Name, "Two")).ShouldBeSameAs(edited);
        PortfolioImportTransitions.Next(edited, new CellEdited(9, PortfolioColumn.Name, "Two")).ShouldBeSameAs(edited);
    }

    [Fact]
    public void Next_RowsLeftOut_AreNotMadeAndCanBeHadBack()
    {
        var review = Review(Bad);

        var without = PortfolioImportTransitions.Next(review, new FaultyLeftOut()).ShouldBeOfType<Reviewing>();

        (without.Kept.Select(row => row.Line).ShouldHaveSingleItem(), without.IsChecking).ShouldBe((2, true));
        without.FaultsOf(review.Rows[1]).ShouldBeEmpty();
        PortfolioImportTransitions.Next(without, new RowToggled(3)).ShouldBeOfType<Reviewing>().LeftOut.ShouldBeEmpty();
        var checkedAgain = PortfolioImportTransitions.Next(without, new Rechecked(without.Rows, without.LeftOut, new([Good.Rows[0]])));
        PortfolioImportTransitions.Next(checkedAgain, new CreateWanted()).ShouldBeOfType<Creating>().Before.Kept.Count.ShouldBe(1);
        var none = review with { Checked = new([]), LeftOut = [2, 3] };
        PortfolioImportTransitions.Next(none, new CreateWanted()).ShouldBeSameAs(none, "nothing is left to make");
    }

    [Fact]
    public void Next_TheText_IsAsItWasOrAsItWasMended()
    {
        var review = Review(Bad);

        PortfolioImportTransitions.Next(review, new TextWanted()).ShouldBe(new Writing(List, []));
        var edited = PortfolioImportTransitions.Next(review, new CellEdited(3, PortfolioColumn.Name, "Two"));
        PortfolioImportTransitions.Next(edited, new TextWanted()).ShouldBeOfType<Writing>().Text
            .ShouldBe("Name,Account,Account type,Equity,Description\r\nOne,,roth,\"$1,250,000.00\",mine\r\nTwo,,Margin,5,\r\n");
    }

    [Fact]
    public void Review_ShowsEveryFaultAtItsCellAndCounts()
    {
        var page = Render<ListReview>(all => all.Add(x => x.State, Review(Bad)).Add(x => x.OnEvent, _sent.Add));

        Text(page, ".list-count").ShouldBe("1 good · 1 to mend · 0 left out");
        var button = page.Find(".list-buttons .primary");
        (button.TextContent, button.HasAttribute("disabled")).ShouldBe(("Create 2 portfolios", true));
        page.Find("#r2-name").GetAttribute("aria-invalid").ShouldBeNull();
        var name = page.Find("#r3-name");
        (name.GetAttribute("value"), name.GetAttribute("aria-label"), name.GetAttribute("aria-invalid"), name.GetAttribute("aria-describedby")).ShouldBe(("Tw*", "Name, row 3", "true", "r3-name-error"));
        Text(page, "#r3-name-error").ShouldBe("No star. ERR_BULK_004No field. ERR_BULK_004");
        page.Find("#r3-account_type option[selected], #r3-account_type option").TextContent.ShouldBe("“Margin”");
        page.FindAll("#r2-account_type option").Count.ShouldBe(10);
        Text(page, ".alert").ShouldContain("“Mood”");

        name.Change("Two");
        page.Find("[aria-label='Leave out row 3']").Click();
        page.Find(".list-buttons button:nth-child(2)").Click();
        page.Find("input[type=checkbox]").Change(true);
        _sent.ShouldBe([new CellEdited(3, PortfolioColumn.Name, "Two"), new RowToggled(3), new FaultyLeftOut(), new FilterToggled()]);
    }

    [Fact]
    public void Review_OnlyThoseToMend_ShowsThemUntilItIsTakenBack()
    {
        var filtered = PortfolioImportTransitions.Next(Review(Bad), new FilterToggled()).ShouldBeOfType<Reviewing>();

        var page = Render<ListReview>(all => all.Add(x => x.State, filtered with { Checked = Good }));

        page.FindAll("tbody tr").Select(row => row.GetAttribute("data-line")).ShouldBe(["3"]);
        PortfolioImportTransitions.Next(filtered, new FilterToggled()).ShouldBeOfType<Reviewing>().Only.ShouldBeNull();
    }

    [Fact]
    public void Review_WhileTheyAreMade_AnswersToNothing()
    {
        var page = Render<ListReview>(all => all.Add(x => x.State, Review(Good)).Add(x => x.IsCreating, true));

        page.Find(".list-buttons .primary").TextContent.ShouldBe("Creating…");
        page.FindAll("button, .cell").ShouldAllBe(element => element.HasAttribute("disabled"));
    }

    [Fact]
    public void Review_Refused_SaysThatNothingWasCreated()
    {
        var page = Render<ListReview>(all => all.Add(x => x.State, Review(Bad) with { Errors = [Fault("Name", "Taken.")] }));

        Text(page, "[role=alert] .alert-title").ShouldBe("Nothing was created");
        Text(page, "[role=alert] .errors").ShouldBe("Line 3, Name: Taken. ERR_BULK_004");
    }

    [Fact]
    public void Review_OfALongCell_IsReadOnly()
    {
        var sheet = PortfolioList.Read("Name,Notes\nOne," + new string('x', 5_000)).Value;
        var page = Render<ListReview>(all => all.Add(x => x.State, new Reviewing("", sheet, [.. sheet.Rows], [], new([new(sheet.Rows[0], [])]), false, null, [])));

        page.Find("#r2-description").HasAttribute("readonly").ShouldBeTrue();
        page.Find("#r2-name").HasAttribute("readonly").ShouldBeFalse();
    }

    [Fact]
    public async Task Form_Pasted_IsReadPieceByPiece()
    {
        using var pasted = new PastedText(List);
        JSInterop.SetupModule(_ => true).Setup<IJSStreamReference>("of", _ => true).SetResult(pasted);
        string? read = null;
        var page = Render<ListForm>(all => all.Add(x => x.State, Writing.Fresh).Add(x => x.OnText, async stream => read = await new StreamReader(stream!).ReadToEndAsync(Xunit.TestContext.Current.CancellationToken)));

        await page.Find("form").SubmitAsync();

        read.ShouldBe(List);
    }

    [Fact]
    public async Task Form_PastedTooLong_IsNotRead()
    {
        using var pasted = new PastedText(new string('x', PortfolioList.Largest + 1));
        JSInterop.SetupModule(_ => true).Setup<IJSStreamReference>("of", _ => true).SetResult(pasted);
        List<Stream?> read = [];
        var page = Render<ListForm>(all => all.Add(x => x.State, Writing.Fresh).Add(x => x.OnText, read.Add));

        await page.Find("form").SubmitAsync();

        read.ShouldBe([null]);
    }

    [Fact]
    public void Form_Refused_SaysWhyAndKeepsTheText()
    {
        var page = Render<ListForm>(all => all.Add(x => x.State, new Writing("a;b", [PortfolioListErrors.Malformed.Because("Line 4 has more.", row: 4)])));

        page.Find("textarea").GetAttribute("value").ShouldBe("a;b");
        page.Find("textarea").GetAttribute("aria-invalid").ShouldBe("true");
        Text(page, "[role=alert] .errors").ShouldBe("Line 4: Line 4 has more. ERR_LIST_005");
        page.Find("[data-copy]").GetAttribute("data-copy")!.ReplaceLineEndings("\r\n").ShouldBe(PortfolioList.Example);
    }

    [Fact]
    public void Form_AFile_IsHandedOn()
    {
        List<string> names = [];
        var page = Render<ListForm>(all => all.Add(x => x.State, Writing.Fresh).Add(x => x.OnFile, file => names.Add(file.Name)));

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(List, "list.csv"));

        names.ShouldBe(["list.csv"]);
    }

    [Fact]
    public void Created_LinksToEachAndToItsImport()
    {
        var portfolio = Views.Portfolio();
        var page = Render<CreatedPortfolios>(all => all.Add(x => x.State, new Created([portfolio], 2)).Add(x => x.OnEvent, _sent.Add));

        Text(page, "h1").ShouldBe("1 portfolio created");
        Text(page, "[role=status]").ShouldContain("2 rows were left out");
        page.FindAll("tbody a").Select(link => link.GetAttribute("href")).ShouldBe([$"/?portfolio={portfolio.Id}", $"/import?portfolio={portfolio.Id}"]);
        page.Find(".actions button").Click();
        _sent.ShouldBe([new StartedOver()]);
    }

    private static PortfolioSheet Sheet { get; } = PortfolioList.Read(List).Value;

    private static PortfolioPreview Good { get; } = new([.. Sheet.Rows.Select(row => new CheckedRow(row, []))]);

    private static PortfolioPreview Bad { get; } = new([new(Sheet.Rows[0], []), new(Sheet.Rows[1], [Fault("name", "No star."), Fault("account_type", "No type."), Fault("nmae", "No field.")])]);

    private static Reviewing Review(PortfolioPreview preview) => new(List, Sheet, [.. Sheet.Rows], [], preview, false, null, []);

    private static Error Fault(string? field, string message) => BulkErrors.ItemInvalid.Because(message, field, 3);

    private sealed class PastedText(string text) : IJSStreamReference, IDisposable
    {
        private readonly MemoryStream _text = new(Encoding.UTF8.GetBytes(text));

        public long Length => _text.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default)
        {
            maxAllowedSize.ShouldBeGreaterThanOrEqualTo(Length);
            return ValueTask.FromResult<Stream>(_text);
        }

        public void Dispose() => _text.Dispose();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
