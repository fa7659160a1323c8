"""The same figures as RiskBenchmark by numpy, for the same data: how long each part takes, and sums of what came out, all of which NumpyRisk compares.

Usage: risk.py FILE ROUNDS. FILE holds little-endian doubles: symbols, sessions, factors, scenarios, window of 90 days, columns of the second method; then returns by symbol,
factors by column, the second method's by column, exposures, equity, shocks by scenario (0 where there is none) and which columns each shocks (1 or 0).
"""
import json
import sys
import time

import numpy as np

raw = np.fromfile(sys.argv[1], dtype="<f8")
rounds = int(sys.argv[2])
n, t, k, s, window, second = (int(value) for value in raw[:6])
parts = np.split(raw[6:], np.cumsum([n * t, k * t, second * t, n, 1, s * k]))
returns, factors, styles, exposures, equity = parts[0].reshape(n, t), parts[1].reshape(k, t), parts[2].reshape(second, t), parts[3], parts[4][0]
shocks, shocked = parts[5].reshape(s, k), parts[6].reshape(s, k).astype(bool)
weights = exposures / equity


def beta():
    x, y = factors[0, -window:], returns[:, -window:]
    dx, dy = x - x.mean(), y - y.mean(axis=1, keepdims=True)
    xx = dx @ dx
    slope = dy @ dx / xx
    yy = (dy * dy).sum(axis=1)
    residual = yy - slope * (dy @ dx)
    error = np.sqrt(residual / (window - 2) / xx)
    r2 = 1 - residual / yy
    return {"slope": slope.sum(), "error": error.sum(), "r2": r2.sum()}


def model():
    x = np.column_stack([np.ones(t), factors.T])
    q, r = np.linalg.qr(x)
    inverse = np.linalg.inv(r)
    slopes = inverse @ (q.T @ returns.T)
    residuals = returns.T - x @ slopes
    variance = (residuals**2).sum(axis=0) / (t - k - 1)
    errors = np.sqrt(np.outer((inverse**2).sum(axis=1), variance))
    influence = inverse @ q.T
    newey = np.empty((k, n))
    for j in range(k):
        scores = influence[j + 1][:, None] * residuals
        total = (scores**2).sum(axis=0)
        for lag in range(1, 6):
            total += 2 * (1 - lag / 6) * (scores[lag:] * scores[:-lag]).sum(axis=0)
        newey[j] = np.sqrt(total)
    r2 = 1 - (residuals**2).sum(axis=0) / ((returns.T - returns.mean(axis=1)) ** 2).sum(axis=0)
    condition = np.linalg.cond(x / np.sqrt((x**2).sum(axis=0)))
    specific = np.sqrt(variance * 252)
    book = slopes[1:] @ weights
    covariance = np.cov(factors) * 252
    sigma = np.sqrt(book @ covariance @ book + (weights**2 * specific**2).sum())
    return slopes, {"slopes": slopes[1:].sum(), "errors": errors[1:].sum(), "newey": newey.sum(), "r2": r2.sum(), "condition": condition, "sigma": sigma}


def ridge(y):
    """All columns at once, each standardised (divisor n), the series centred, a penalty of 1 (scikit-learn's scaling)."""
    deviations = styles.std(axis=1)
    z = (styles - styles.mean(axis=1, keepdims=True)) / deviations[:, None]
    centred = y - y.mean()
    standardised = np.linalg.solve(z @ z.T + np.eye(second), z @ centred)
    left = centred - standardised @ z
    return standardised / deviations, 1 - left @ left / (centred @ centred)


def factor_exposures():
    sums = model()[1]
    slopes, r2 = ridge(weights @ returns)
    return sums | {"ridge": np.abs(slopes).sum(), "ridge_r2": r2}


def volatility():
    own = {w: returns[:, -w:].std(axis=1, ddof=1) * np.sqrt(252) for w in (21, 63)}
    book = weights @ returns
    rolling, longer = (np.lib.stride_tricks.sliding_window_view(book, w).std(axis=1, ddof=1) * np.sqrt(252) for w in (21, 63))
    trend = np.polyfit(np.arange(21.0), rolling[-21:], 1)[0]
    percentile = (rolling[:-1] < rolling[-1]).mean()
    squares = book**2
    sums = np.concatenate([[0.0], np.cumsum(squares)])
    last = np.arange(21, t - 21)
    mean = lambda until, days: (sums[until + 1] - sums[until + 1 - days]) / days
    x = np.column_stack([np.ones(last.size), squares[last], mean(last, 5), mean(last, 22)])
    ahead = mean(last + 21, 21)
    c = np.linalg.lstsq(x, ahead, rcond=None)[0]
    forecast = c @ [1.0, squares[-1], mean(t - 1, 5), mean(t - 1, 22)]
    return {
        "own": own[21].sum() + own[63].sum(),
        "rolling": rolling.sum(),
        "history": rolling[::-5].sum() + longer[::-5].sum(),
        "trend": trend,
        "percentile": percentile,
        "expected": np.sqrt(max(forecast, ahead.min()) * 252),
    }


def correlations():
    largest = np.argsort(-np.abs(exposures), kind="stable")[:25]
    matrix = np.corrcoef(returns[largest][:, -window:])
    off = np.abs(matrix[np.tril_indices(largest.size, -1)])
    share = exposures[largest] / np.abs(exposures[largest]).sum()
    return {"mean": off.mean(), "bets": 1 / (share @ matrix @ share)}


def stress(slopes):
    decay = 0.94 ** np.arange(t - 1, -1, -1)
    covariance = (factors * (decay / decay.sum())) @ factors.T
    moves = np.empty((2, s, k))
    for i in range(s):
        known = shocked[i]
        moves[0, i] = shocks[i]
        moves[1, i] = shocks[i]
        if known.any() and not known.all():
            moves[1, i, ~known] = covariance[np.ix_(~known, known)] @ np.linalg.solve(covariance[np.ix_(known, known)], shocks[i, known])
    moves = moves.reshape(2 * s, k)
    model_moves = moves @ slopes[1:]
    gains = np.maximum(-1, model_moves) * exposures
    positions = np.round(gains, 2)
    totals = positions.sum(axis=1)

    # What a holding gains is shared as its factors have shares of its move; where they offset each other, the exposure stands for gain over move. The largest takes what rounding leaves.
    per_move = np.where(np.abs(model_moves) > 1e-6, gains / np.where(model_moves == 0, 1, model_moves), exposures)
    by_factor = np.round(moves * (per_move @ slopes[1:].T), 2)
    largest = np.abs(by_factor).argmax(axis=1)
    by_factor[np.arange(2 * s), largest] += totals - by_factor.sum(axis=1)
    return {
        "direct": np.abs(totals[:s]).sum(),
        "correlated": np.abs(totals[s:]).sum(),
        "by_position": np.abs(positions).sum(),
        "by_position_share": np.abs(positions / equity).sum(),
        "by_factor": np.abs(by_factor[:s]).sum(),
        "by_factor_correlated": np.abs(by_factor[s:]).sum(),
        "by_factor_share": np.abs(by_factor / equity).sum(),
    }


def measure(work):
    times = []
    for round in range(-3, rounds):
        start = time.perf_counter()
        result = work()
        if round >= 0:
            times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[len(times) // 2], result


slopes = model()[0]
works = {"market_beta": beta, "factors": factor_exposures, "volatility": volatility, "correlations": correlations, "stress": lambda: stress(slopes)}
print(json.dumps({name: dict(zip(("ms", "sums"), measure(work))) for name, work in works.items()}))
