using App.Core.Batches;
using App.Features.Accounts;
using App.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;

namespace App.Features.Batches.Components;

/// <summary>Shows a batch by its content, again whenever it gets on, until it is over. Give it the batch's id as its key.</summary>
public sealed class FollowBatch : PageBase
{
    private Batch? _now;

    [Inject] private WatchBatch Watch { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <summary>The batch as it was when the page was loaded.</summary>
    [Parameter, EditorRequired] public Batch Batch { get; set; } = default!;

    /// <summary>What is shown of it.</summary>
    [Parameter] public RenderFragment<Batch>? ChildContent { get; set; }

    /// <summary>Told once, when a batch that was being done is over.</summary>
    [Parameter] public EventCallback OnEnded { get; set; }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddContent(0, ChildContent?.Invoke(_now ?? Batch));
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || Batch.IsOver)
        {
            return;
        }

        try
        {
            var owner = (await Session).User.UserId;
            await foreach (var now in Watch.HandleAsync(owner, Batch.Id, Lifetime))
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
