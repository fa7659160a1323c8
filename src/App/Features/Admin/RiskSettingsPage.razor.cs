using App.Core.Calculations;
using App.Core.Results;
using App.Core.Risk;
using App.Features.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.Admin;

/// <summary>Factors and scenarios, changed as a whole and put in force as a version.</summary>
public sealed partial class RiskSettingsPage
{
    private const int MostVersions = 50;

    private IReadOnlyList<RiskSettingsVersion> _versions = [];
    private IReadOnlyList<Error> _errors = [];
    private RiskDraft? _draft;
    private Guid _reader;
    private string? _note;
    private string? _day;
    private int? _done;
    private bool _busy;

    [Inject] private ListRiskSettings List { get; set; } = default!;

    [Inject] private ChangeRiskSettings Put { get; set; } = default!;

    [Inject] private StartEndOfDay StartDay { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            _reader = (await Session).User.UserId;
            var current = await ReadAsync();
            _draft = RiskDraft.Of(current);
        }
    }

    private async Task<RiskSettings> ReadAsync()
    {
        (var current, _versions) = await List.HandleAsync(MostVersions, Lifetime);
        return current;
    }

    private void Change(RiskDraft draft) => (_draft, _errors, _done) = (draft, [], null);

    private async Task SaveAsync()
    {
        if (_busy || _draft is not { } draft)
        {
            return;
        }

        _busy = true;
        var result = await Put.HandleAsync(draft.Next, _reader, _note, Lifetime);
        _busy = false;

        // Somebody else may have been quicker: what is changed here stays, and stands against what is in force now.
        var current = await ReadAsync();
        (_errors, _draft) = (result.Errors, result.IsSuccess ? RiskDraft.Of(current) : draft with { InForce = current });
        if (result.IsSuccess)
        {
            (_done, _note, _day) = (current.Version, null, null);
        }
    }

    private async Task CalculateAsync()
    {
        var asked = await StartDay.HandleAsync(new EndOfDayRequest(_reader, null, false), Lifetime);
        (_day, _errors) = (asked.Match<string?>(day => $"All portfolios are being calculated for {Formats.Day(day.Session)}.", _ => null), asked.Errors);
    }
}
