"""The same figures as RiskBenchmark by numpy, for the same data: how long each part takes, and sums of what came out.

Usage: risk.py FILE ROUNDS. FILE holds little-endian doubles: symbols, sessions, factors, scenarios, window of 90 days; then returns by symbol, factors by column,
exposures, equity, shocks by scenario (0 where there is none) and which columns each shocks (1 or 0).
"""
import json
import sys
import time

import numpy as np

raw = np.fromfile(sys.argv[1], dtype="<f8")
rounds = int(sys.argv[2])
n, t, k, s, window = (int(value) for value in raw[:5])
parts = np.split(raw[5:], np.cumsum([n * t, k * t, n, 1, s * k]))
returns, factors, exposures, equity = parts[0].reshape(n, t), parts[1].reshape(k, t), parts[2], parts[3][0]
shocks, shocked = parts[4].reshape(s, k), parts[5].reshape(s, k).astype(bool)
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


def factor_exposures():
    return model()[1]


def volatility():
    own = {w: returns[:, -w:].std(axis=1, ddof=1) * np.sqrt(252) for w in (21, 63)}
    book = weights @ returns
    rolling = np.lib.stride_tricks.sliding_window_view(book, 21).std(axis=1, ddof=1) * np.sqrt(252)
    squares = book**2
    sums = np.concatenate([[0.0], np.cumsum(squares)])
    last = np.arange(21, t - 21)
    mean = lambda until, days: (sums[until + 1] - sums[until + 1 - days]) / days
    x = np.column_stack([np.ones(last.size), squares[last], mean(last, 5), mean(last, 22)])
    ahead = mean(last + 21, 21)
    c = np.linalg.lstsq(x, ahead, rcond=None)[0]
    forecast = c @ [1.0, squares[-1], mean(t - 1, 5), mean(t - 1, 22)]
    return {"own": own[21].sum() + own[63].sum(), "rolling": rolling.sum(), "expected": np.sqrt(max(forecast, ahead.min()) * 252)}


def correlations():
    largest = np.argsort(-np.abs(exposures), kind="stable")[:25]
    matrix = np.corrcoef(returns[largest][:, -window:])
    off = np.abs(matrix[np.tril_indices(25, -1)])
    return {"mean": off.mean()}


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
    losses = np.maximum(-1, moves.reshape(2 * s, k) @ slopes[1:]) * exposures
    totals = np.round(losses, 2).sum(axis=1).reshape(2, s)
    only = np.einsum("sk,kn->skn", shocks, slopes[1:])
    by_factor = np.round(np.maximum(-1, only) * exposures, 2).sum(axis=2)
    return {"direct": totals[0].sum(), "correlated": totals[1].sum(), "by_factor": by_factor.sum()}


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
