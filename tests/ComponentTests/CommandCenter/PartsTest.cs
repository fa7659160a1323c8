using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Testing;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ComponentTests.CommandCenter;

/// <summary>Renders parts of the command center as a signed-in reader's circuit does.</summary>
public abstract class PartsTest : BunitContext
{
    protected PartsTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(App.Core.Market.TradingCalendar.Nyse);
        Services.AddSingleton<IRunFeed>(Feed);
        Services.AddSingleton<IRunReader>(Runs);
        Services.AddSingleton<WatchRun>();
        Services.AddSingleton<IPositionViewStore>(SavedViews);
        Services.AddSingleton<IIdGenerator, TimeOrderedIds>();
        Services.AddSingleton<App.Core.Market.ISecurityFacts>(Securities);
        Services.AddSingleton<App.Core.Market.GetSecurity>();
        Services.AddSingleton<ListPositionViews>();
        Services.AddSingleton<SavePositionView>();
        Services.AddSingleton<RemovePositionView>();
        Services.AddSingleton(_ => Loader ?? throw new InvalidOperationException("The test has set no loader."));
        Services.AddSingleton(_ => Start ?? throw new InvalidOperationException("The test has set nothing that starts a calculation."));
        _session = AddAuthorization();
        _session.SetAuthorized("Ada Quill");
        SignIn(Views.Owner);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private readonly BunitAuthorizationContext _session;

    /// <summary>Makes another user the reader.</summary>
    protected void SignIn(Guid userId) => _session.SetClaims(new System.Security.Claims.Claim(System.Security.Claims.ClaimTypes.NameIdentifier, userId.ToString()));

    /// <summary>What whole pages load their parts with.</summary>
    protected App.Features.CommandCenter.CenterLoader? Loader { get; set; }

    /// <summary>What they ask for calculations with.</summary>
    protected StartCalculation? Start { get; set; }

    protected ManualTime Time { get; } = new(TestTimes.Now);

    protected InProcessRunFeed Feed { get; } = new();

    protected MemoryPositionViews SavedViews { get; } = new();

    private protected FakeSecurities Securities { get; } = new();

    private protected FakeRuns Runs { get; } = new();

    protected BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    /// <summary>The text of the first match, white space folded.</summary>
    protected static string Text<T>(IRenderedComponent<T> part, string selector)
        where T : IComponent
    {
        ArgumentNullException.ThrowIfNull(part);
        return string.Join(' ', part.Find(selector).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The text that is there before anything is asked, white space folded: without question marks and what is behind them.</summary>
    protected static string Plain(AngleSharp.Dom.IElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        var copy = (AngleSharp.Dom.IElement)element.Clone();
        foreach (var asked in copy.QuerySelectorAll("button.q, [popover]").ToList())
        {
            asked.Remove();
        }

        return string.Join(' ', copy.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}

/// <summary>The row of one run, as the watcher reads it.</summary>
internal sealed class FakeRuns : IRunReader
{
    public RunView? Row { get; set; }

    public Task<RunView?> FindAsync(Guid ownerId, Guid portfolioId, Guid? runId, CancellationToken cancellationToken) =>
        Task.FromResult(ownerId == Views.Owner && Row?.Id == runId ? Row : null);
}

/// <summary>What is stored of symbols, without a database.</summary>
internal sealed class FakeSecurities : App.Core.Market.ISecurityFacts
{
    public Dictionary<string, App.Core.Market.SecurityFacts> Known { get; } = [];

    public Exception? Fault { get; set; }

    public int Asked { get; private set; }

    public Task<App.Core.Market.SecurityFacts?> FindAsync(string symbol, DateOnly since, CancellationToken cancellationToken)
    {
        Asked++;
        return Fault is { } fault ? Task.FromException<App.Core.Market.SecurityFacts?>(fault) : Task.FromResult(Known.GetValueOrDefault(symbol));
    }
}
