using App.Core.Imports;
using App.Core.Market;
using App.Features.Imports;
using App.Features.Imports.Components;
using App.Testing;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace ComponentTests.Features.Imports;

/// <summary>A state as it is shown, and what is sent from it.</summary>
public abstract class ImportViewTest : BunitContext
{
    private readonly List<ImportEvent> _sent = [];

    protected ImportViewTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TradingCalendar.Nyse);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<TemplateImport>();
        Services.AddSingleton<FileImport>();
        Services.AddSingleton<AnnotateFile>();
    }

    /// <summary>What has been sent, in order.</summary>
    protected IReadOnlyList<ImportEvent> Sent => _sent;

    protected ManualTime Time { get; } = new(Some.Now);

    protected IRenderedComponent<ImportStateView> Show(ImportState state)
    {
        var cut = Render<ImportStateView>(p => p
            .Add(x => x.State, state)
            .Add(x => x.OnEvent, EventCallback.Factory.Create<ImportEvent>(this, _sent.Add)));

        // The form opens when all of its first rendering is done.
        cut.WaitForAssertion(() => cut.FindAll("fieldset[disabled]").ShouldBeEmpty());
        return cut;
    }
}
