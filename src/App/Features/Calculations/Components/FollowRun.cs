using App.Core.Calculations;
using App.Features.Accounts;
using App.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;

namespace App.Features.Calculations.Components;

/// <summary>Shows a run by its content, again whenever it gets on, until it is over. Give it the run's id as its key.</summary>
public sealed class FollowRun : PageBase
{
    private RunView? _now;

    [Inject] private WatchRun Watch { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <summary>The run as it was when the page was loaded.</summary>
    [Parameter, EditorRequired] public RunView Run { get; set; } = default!;

    /// <summary>What is shown of it.</summary>
    [Parameter] public RenderFragment<RunView>? ChildContent { get; set; }

    /// <summary>Told once, when a run that was under way has ended.</summary>
    [Parameter] public EventCallback OnEnded { get; set; }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddContent(0, ChildContent?.Invoke(_now ?? Run));
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || !Run.IsActive)
        {
            return;
        }

        try
        {
            var owner = (await Session).User.UserId;
            await foreach (var now in Watch.HandleAsync(owner, Run.PortfolioId, Run.Id, Lifetime))
            {
                _now = now;
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (Lifetime.IsCancellationRequested)
        {
            return;
        }

        await OnEnded.InvokeAsync();
    }
}
