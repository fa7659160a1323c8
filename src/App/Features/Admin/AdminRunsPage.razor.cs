using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Snapshots;
using App.Features.Accounts;
using App.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.Admin;

/// <summary>Everybody's calculations, the nights and the scheduler's jobs.</summary>
public sealed partial class AdminRunsPage
{
    private const int Nights = 8;

    private AdminRunsQuery _query = new();
    private Page<OverseenRun>? _runs;
    private IReadOnlyList<EndOfDayView> _nights = [];
    private IReadOnlyList<SchedulerJob> _jobs = [];
    private IReadOnlyList<Error> _errors = [];
    private ConfirmDialog _dialog = default!;
    private string? _done;
    private bool _busy;
    private int _load;

    [SupplyParameterFromQuery] private string? Status { get; set; }

    [SupplyParameterFromQuery] private string? Who { get; set; }

    [SupplyParameterFromQuery] private string? Portfolio { get; set; }

    [SupplyParameterFromQuery] private string? Trigger { get; set; }

    [SupplyParameterFromQuery] private string? From { get; set; }

    [SupplyParameterFromQuery] private string? To { get; set; }

    [SupplyParameterFromQuery] private string? Error { get; set; }

    [SupplyParameterFromQuery] private string? Night { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private string? PageNumber { get; set; }

    [Inject] private OverseeRuns Runs { get; set; } = default!;

    [Inject] private CancelEndOfDay CancelDay { get; set; } = default!;

    [Inject] private ReleaseClaims Claims { get; set; } = default!;

    [Inject] private SchedulerJobs Jobs { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        (_errors, _done) = ([], null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var load = ++_load;
        var query = Parse();
        var runs = await Runs.ListAsync(query.Search, Lifetime);
        if (runs is { Items.Count: 0, Total: > 0 })
        {
            query = query with { Page = Paging.PagesOf(runs.Total, AdminRunsQuery.PageSize) };
            runs = await Runs.ListAsync(query.Search, Lifetime);
        }

        var nights = await Runs.NightsAsync(Nights, Lifetime);
        var jobs = await Jobs.ListAsync(Lifetime);
        if (load == _load)
        {
            (_query, _runs, _nights, _jobs) = (query, runs, nights, jobs);
        }
    }

    private AdminRunsQuery Parse() => new()
    {
        Status = RunCodes.Statuses.TryParse(Status, out var status) ? status : null,
        Who = AdminAddress.Words(Who),
        PortfolioId = AdminAddress.IdOf(Portfolio),
        Kind = RunCodes.Kinds.TryParse(Trigger, out var kind) ? kind : null,
        From = AdminAddress.DayOf(From),
        To = AdminAddress.DayOf(To),
        ErrorCode = AdminAddress.Words(Error)?.ToUpperInvariant(),
        NightId = AdminAddress.IdOf(Night),
        Page = Paging.PageOf(PageNumber, AdminRunsQuery.PageSize),
    };

    private void Go(AdminRunsQuery query) => Navigation.NavigateTo((query with { Page = 1 }).Address);

    private Task RetryAsync(OverseenRun run) => DoAsync(async () =>
        (await Runs.RetryAsync(run.Run.Id, Lifetime)).Match(_ => ($"{run.Portfolio} is being calculated again.", []), errors => ((string?)null, errors)));

    private Task CancelAsync(OverseenRun run) => DoAsync(async () =>
        (await Runs.CancelAsync(run.Run.Id, await NameAsync(), Lifetime)).Match(_ => ($"The calculation of {run.Portfolio} is cancelled.", []), errors => ((string?)null, errors)));

    private Task CancelNightAsync(EndOfDayView night) => DoAsync(async () =>
        (await CancelDay.HandleAsync(night.Day.Id, await NameAsync(), Lifetime)).Match(_ => ($"The calculation of {Formats.Day(night.Day.Session)} is cancelled.", []), errors => ((string?)null, errors)));

    private Task CleanUpAsync() => DoAsync(async () =>
        (await Claims.CleanUpAsync(Lifetime) is > 0 and var removed ? $"{Formats.Count(removed)} claims were removed." : "There was nothing to clean up.", []));

    private async Task DoAsync(Func<Task<(string? Done, IReadOnlyList<Error> Errors)>> work)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors, _done) = (true, [], null);
        (_done, _errors) = await work();
        _busy = false;
        await LoadAsync();
    }

    private async Task<string> NameAsync() => (await Session).User.FullName;
}
