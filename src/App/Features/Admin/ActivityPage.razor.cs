using App.Core.Operations;
using Microsoft.AspNetCore.Components;

namespace App.Features.Admin;

/// <summary>What happened: registrations, uploads, sign-ins, how long calculations took, and which errors were met.</summary>
public sealed partial class ActivityPage
{
    private ActivityQuery _query = ActivityQuery.All[0];
    private Metrics? _metrics;
    private int _load;

    [SupplyParameterFromQuery] private string? Range { get; set; }

    [Inject] private GetMetrics Metrics { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var (load, query, now) = (++_load, ActivityQuery.Parse(Range), Time.GetUtcNow());
        var found = await Metrics.HandleAsync(query.From(now), now, query.Bucket, Lifetime);
        if (load == _load)
        {
            (_query, _metrics) = (query, found.Value);
        }
    }
}
