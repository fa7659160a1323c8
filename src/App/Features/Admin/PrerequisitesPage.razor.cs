using App.Core.Operations;
using Microsoft.AspNetCore.Components;

namespace App.Features.Admin;

/// <summary>What the installation needs, whether it has it, and how to mend what it has not.</summary>
public sealed partial class PrerequisitesPage
{
    private IReadOnlyList<Prerequisite>? _found;
    private DateTimeOffset _at;
    private bool _busy;

    [Inject] private CheckPrerequisites Prerequisites { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await CheckAsync();
        }
    }

    private async Task CheckAsync()
    {
        if (!_busy)
        {
            _busy = true;
            (_found, _at) = (await Prerequisites.HandleAsync(Lifetime), Time.GetUtcNow());
            _busy = false;
        }
    }
}
