using System.Globalization;
using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Results;
using App.Features.Accounts;
using App.Features.Calculations;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace App.Features.CommandCenter.Components;

/// <summary>The dialog of a private asset's values. Whatever it changes is calculated at once, and followed where calculations are.</summary>
public sealed partial class NewValueDialog
{
    private const int Shown = 12;

    private ElementReference _dialog;
    private Page<PositionValuation>? _given;
    private IReadOnlyList<Error> _errors = [];
    private string? _date;
    private string? _price;
    private bool _busy;

    [Inject] private ListValuations List { get; set; } = default!;

    [Inject] private RecordValuation Record { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private TradingCalendar Calendar { get; set; } = default!;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    [Inject] private IJSRuntime Script { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <summary>A private position that is held.</summary>
    [Parameter, EditorRequired] public Position Position { get; set; } = default!;

    private DateOnly Today => TradingCalendar.NewYorkDate(Clock.GetUtcNow());

    /// <summary>Shows it, with the values as they are now.</summary>
    public async Task ShowAsync()
    {
        // A value of today counts on a weekend from Monday on: what is proposed shows at once.
        (_errors, _price, _date) = ([], null, Iso(Calendar.MostRecentSession(Clock.GetUtcNow())));
        await using (var module = await Script.InvokeAsync<IJSObjectReference>("import", Lifetime, "./js/dialog.js"))
        {
            await module.InvokeVoidAsync("show", Lifetime, _dialog);
        }

        var found = await List.HandleAsync(await UserAsync(), Position.PortfolioId, Position.Id, Shown, 0, Lifetime);
        (_given, _errors) = (found.Match<Page<PositionValuation>?>(page => page, _ => null), found.Errors);
        StateHasChanged();
    }

    private async Task SaveAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        DateOnly? date = DateOnly.TryParseExact(_date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        Follow(await Record.AddAsync(await UserAsync(), Position.PortfolioId, Position.Id, new ValuationForm(date, PriceOf(_price)), Lifetime));
    }

    private async Task RemoveAsync(PositionValuation valuation)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        Follow(await Record.RemoveAsync(await UserAsync(), Position.PortfolioId, Position.Id, valuation.Id, Lifetime));
    }

    private void Follow(Result<ValuationChange> changed)
    {
        _errors = changed.Errors;
        if (changed.IsSuccess && changed.Value.RunId is { } run)
        {
            Navigation.NavigateTo(RunAddress.Of(Position.PortfolioId, run));
        }

        _busy = false;
    }

    // A comma may be a point or nothing, by where one comes from: it is not guessed at.
    private static decimal? PriceOf(string? text) =>
        decimal.TryParse(
            text?.Replace("$", string.Empty, StringComparison.Ordinal),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out var price)
            ? price
            : null;

    private IEnumerable<Error> ErrorsOf(string field) => _errors.Where(error => error.Field == field);

    private async Task<Guid> UserAsync() => (await Session).User.UserId;

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
